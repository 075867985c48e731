import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const mariadb = load("mariadb");
const at = ({ port }: Peer) => ({ host, port, user: "root", connectTimeout: 5000 });

async function connected(peer: Peer, options: object = {}) {
  const connection = await mariadb.createConnection({ ...at(peer), ...options });
  connection.on("error", () => {});
  await connection.query("select 1");
  return connection;
}

/** All connections of the pool are taken, and nobody gives them back. */
async function exhausted(peer: Peer, options: object = {}) {
  const pool = mariadb.createPool({ ...at(peer), connectionLimit: 1, ...options });
  await pool.getConnection();
  return pool;
}

const proof: Proof = {
  package: "mariadb",
  claims: [
    {
      title: "createConnection, by the default of connectTimeout",
      peer: "silent",
      ends: /ER_CONNECTION_TIMEOUT/,
      after: 1000,
      attempt: ({ port }) => () => mariadb.createConnection({ host, port, user: "root" }),
    },
    {
      title: "createConnection with connectTimeout",
      peer: "silent",
      ends: /ER_CONNECTION_TIMEOUT/,
      attempt: ({ port }) => () => mariadb.createConnection({ host, port, user: "root", connectTimeout: soon }),
    },
    ...["query", "execute", "batch"].map((member) => ({
      title: `Connection.${member}`,
      peer: "mariadb" as const,
      attempt: on(connected, (connection) => connection[member]("select ?", [1])),
    })),
    {
      title: "Connection.query with queryTimeout, kept by a server that is slow",
      peer: "mariadb",
      lively: true,
      ends: /ER_STATEMENT_TIMEOUT/,
      attempt: on(connected, (connection) => connection.query("select sleep(60)"), { queryTimeout: soon }),
    },
    {
      title: "Connection.query with queryTimeout, which a server that is gone does not keep",
      peer: "mariadb",
      attempt: on(connected, (connection) => connection.query("select 1"), { queryTimeout: soon }),
    },
    {
      title: "Connection.query with timeout, which a server that is gone does not keep",
      peer: "mariadb",
      attempt: on(connected, (connection) => connection.query({ sql: "select 1", timeout: soon })),
    },
    {
      title: "Connection.ping with timeout",
      peer: "mariadb",
      ends: /ER_PING_TIMEOUT/,
      attempt: on(connected, (connection) => connection.ping({ timeout: soon })),
    },
    {
      title: "Connection.query with socketTimeout",
      peer: "mariadb",
      ends: /ER_SOCKET_TIMEOUT/,
      attempt: on(connected, (connection) => connection.query("select 1"), { socketTimeout: soon }),
    },
    {
      title: "Pool.getConnection of an exhausted pool, by the default of acquireTimeout",
      peer: "mariadb",
      lively: true,
      ends: /ER_GET_CONNECTION_TIMEOUT/,
      after: 10_000,
      attempt: on(exhausted, (pool) => pool.getConnection()),
    },
    {
      title: "Pool.query of an exhausted pool, with acquireTimeout",
      peer: "mariadb",
      lively: true,
      ends: /ER_GET_CONNECTION_TIMEOUT/,
      attempt: on(exhausted, (pool) => pool.query("select 1"), { acquireTimeout: soon }),
    },
    {
      title: "Connection.end, which says goodbye and waits for nobody",
      peer: "mariadb",
      ends: /^resolved/,
      attempt: on(connected, (connection) => connection.end()),
    },
    {
      title: "Connection.commit of a transaction",
      peer: "mariadb",
      attempt: async (peer) => {
        const connection = await connected(peer);
        await connection.beginTransaction();
        return () => connection.commit();
      },
    },
    {
      title: "Connection.query with timeout, kept by a server that is slow",
      peer: "mariadb",
      lively: true,
      ends: /ER_STATEMENT_TIMEOUT/,
      attempt: on(connected, (connection) => connection.query({ sql: "select sleep(60)", timeout: soon })),
    },
    {
      title: "Connection.query with socketTimeout, after a pause in which it was closed",
      peer: "mariadb",
      lively: true,
      ends: /ER_CMD_CONNECTION_CLOSED/,
      attempt: async (peer) => {
        const connection = await connected(peer, { socketTimeout: soon });
        return async () => {
          await new Promise((resolve) => setTimeout(resolve, 2 * soon));
          await connection.query("select 1");
        };
      },
    },
    {
      title: "Pool.query with socketTimeout, after a pause in which its connection was closed",
      peer: "mariadb",
      lively: true,
      ends: /^resolved/,
      attempt: async (peer) => {
        const pool = mariadb.createPool({ ...at(peer), connectionLimit: 1, socketTimeout: soon });
        await pool.query("select 1");
        return async () => {
          await new Promise((resolve) => setTimeout(resolve, 2 * soon));
          await pool.query("select 1");
        };
      },
    },
    {
      title: "Pool.query with socketTimeout",
      peer: "mariadb",
      ends: /ER_SOCKET_TIMEOUT/,
      attempt: async (peer) => {
        const pool = mariadb.createPool({ ...at(peer), connectionLimit: 1, socketTimeout: soon });
        await pool.query("select 1");
        return () => pool.query("select 1");
      },
    },
  ],
};

export default proof;
