import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const mysql = load("mysql2/promise");
const at = ({ port }: Peer) => ({ host, port, user: "root" });

async function connected(peer: Peer, options: object = {}) {
  const connection = await mysql.createConnection({ ...at(peer), ...options });
  await connection.query("select 1");
  return connection;
}

async function pooled(peer: Peer, options: object = {}) {
  const pool = mysql.createPool({ ...at(peer), connectionLimit: 1, ...options });
  await pool.query("select 1");
  return pool;
}

const unbounded = ["query", "execute", "prepare"].map((member) => ({
  title: `Connection.${member}`,
  peer: "mariadb" as const,
  attempt: on(connected, (connection) => connection[member]("select 1")),
}));

const transactions = ["beginTransaction", "commit", "rollback", "ping"].map((member) => ({
  title: `Connection.${member}`,
  peer: "mariadb" as const,
  attempt: on(connected, (connection) => connection[member]()),
}));

const proof: Proof = {
  package: "mysql2",
  claims: [
    {
      title: "createConnection, by the default of connectTimeout",
      peer: "silent",
      ends: /ETIMEDOUT/,
      after: 10_000,
      attempt: (peer) => () => mysql.createConnection(at(peer)),
    },
    {
      title: "createConnection with connectTimeout",
      peer: "silent",
      ends: /ETIMEDOUT/,
      attempt: (peer) => () => mysql.createConnection({ ...at(peer), connectTimeout: soon }),
    },
    {
      title: "Pool.query while connecting, with connectTimeout",
      peer: "silent",
      ends: /ETIMEDOUT/,
      attempt: (peer) => () => mysql.createPool({ ...at(peer), connectTimeout: soon }).query("select 1"),
    },
    ...unbounded,
    ...transactions,
    {
      title: "Pool.query",
      peer: "mariadb",
      attempt: on(pooled, (pool) => pool.query("select 1")),
    },
    {
      title: "Pool.query with connectTimeout alone",
      peer: "mariadb",
      attempt: on(pooled, (pool) => pool.query("select 1"), { connectTimeout: soon }),
    },
    {
      title: "Pool.getConnection of an exhausted pool, and acquireTimeout, which it does not have",
      peer: "mariadb",
      lively: true,
      attempt: async (peer) => {
        const pool = await pooled(peer, { acquireTimeout: soon });
        await pool.getConnection();
        return () => pool.getConnection();
      },
    },
    {
      title: "Pool.query of an exhausted pool, with the query's timeout",
      peer: "mariadb",
      lively: true,
      attempt: async (peer) => {
        const pool = await pooled(peer);
        await pool.getConnection();
        return () => pool.query({ sql: "select 1", timeout: soon });
      },
    },
    {
      title: "Connection.query with timeout",
      peer: "mariadb",
      ends: /PROTOCOL_SEQUENCE_TIMEOUT/,
      attempt: on(connected, (connection) => connection.query({ sql: "select 1", timeout: soon })),
    },
    {
      title: "Connection.execute with timeout, of a statement that was executed before",
      peer: "mariadb",
      ends: /PROTOCOL_SEQUENCE_TIMEOUT/,
      attempt: async (peer) => {
        const connection = await connected(peer);
        await connection.execute("select 1");
        return () => connection.execute({ sql: "select 1", timeout: soon });
      },
    },
    {
      title: "Connection.execute with timeout, of a statement that has to be prepared first",
      peer: "mariadb",
      attempt: on(connected, (connection) => connection.execute({ sql: "select 1", timeout: soon })),
    },
    {
      title: "Pool.query with timeout",
      peer: "mariadb",
      ends: /PROTOCOL_SEQUENCE_TIMEOUT/,
      attempt: on(pooled, (pool) => pool.query({ sql: "select 1", timeout: soon })),
    },
    {
      title: "Connection.end, which says goodbye and waits for nobody",
      peer: "mariadb",
      ends: /^resolved/,
      attempt: on(connected, (connection) => connection.end()),
    },
    {
      title: "Pool.end, likewise",
      peer: "mariadb",
      ends: /^resolved/,
      attempt: on(pooled, (pool) => pool.end()),
    },
  ],
};

export default proof;
