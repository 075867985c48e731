import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { Client, Pool } = load("pg");
const at = ({ port }: Peer) => ({ host, port, user: "postgres", database: "postgres" });

async function connected(peer: Peer, options: object = {}) {
  const client = new Client({ ...at(peer), ...options });
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function pooled(peer: Peer, options: object = {}) {
  const pool = new Pool({ ...at(peer), ...options });
  pool.on("error", () => {});
  await pool.query("select 1");
  return pool;
}

/** All connections of the pool are taken, and nobody gives them back. */
async function exhausted(peer: Peer, options: object = {}) {
  const pool = await pooled(peer, { max: 1, ...options });
  (await pool.connect()).on("error", () => {});
  return pool;
}

const proof: Proof = {
  package: "pg",
  claims: [
    {
      title: "Client.connect",
      peer: "silent",
      attempt: (peer) => () => new Client(at(peer)).connect(),
    },
    {
      title: "Client.connect with connectionTimeoutMillis",
      peer: "silent",
      ends: /timeout expired/,
      attempt: (peer) => () => new Client({ ...at(peer), connectionTimeoutMillis: soon }).connect(),
    },
    {
      title: "Pool.connect",
      peer: "silent",
      attempt: (peer) => () => new Pool(at(peer)).connect(),
    },
    {
      title: "Pool.connect with connectionTimeoutMillis",
      peer: "silent",
      ends: /timeout/,
      attempt: (peer) => () => new Pool({ ...at(peer), connectionTimeoutMillis: soon }).connect(),
    },
    {
      title: "Pool.query with query_timeout alone, while connecting",
      peer: "silent",
      attempt: (peer) => () => new Pool({ ...at(peer), query_timeout: soon }).query("select 1"),
    },
    {
      title: "Pool.query of an exhausted pool",
      peer: "postgres",
      lively: true,
      attempt: on(exhausted, (pool) => pool.query("select 1")),
    },
    {
      title: "Pool.query of an exhausted pool with query_timeout alone",
      peer: "postgres",
      lively: true,
      attempt: on(exhausted, (pool) => pool.query("select 1"), { query_timeout: soon }),
    },
    {
      title: "Pool.query of an exhausted pool with connectionTimeoutMillis",
      peer: "postgres",
      lively: true,
      ends: /timeout exceeded when trying to connect/,
      attempt: on(exhausted, (pool) => pool.query("select 1"), { connectionTimeoutMillis: soon }),
    },
    {
      title: "Client.query",
      peer: "postgres",
      attempt: on(connected, (client) => client.query("select 1")),
    },
    {
      title: "Pool.query",
      peer: "postgres",
      attempt: on(pooled, (pool) => pool.query("select 1")),
    },
    {
      title: "Pool.query with connectionTimeoutMillis alone",
      peer: "postgres",
      attempt: on(pooled, (pool) => pool.query("select 1"), { connectionTimeoutMillis: soon }),
    },
    {
      title: "Client.query with query_timeout of the client",
      peer: "postgres",
      ends: /Query read timeout/,
      attempt: on(connected, (client) => client.query("select 1"), { query_timeout: soon }),
    },
    {
      title: "Pool.query with query_timeout of the pool",
      peer: "postgres",
      ends: /Query read timeout/,
      attempt: on(pooled, (pool) => pool.query("select 1"), { query_timeout: soon }),
    },
    {
      title: "Pool.query with query_timeout of the query",
      peer: "postgres",
      ends: /Query read timeout/,
      attempt: on(pooled, (pool) => pool.query({ text: "select 1", query_timeout: soon })),
    },
    {
      title: "Pool.query with statement_timeout, kept by a server that is slow",
      peer: "postgres",
      lively: true,
      ends: /57014 canceling statement due to statement timeout/,
      attempt: on(pooled, (pool) => pool.query("select pg_sleep(60)"), { statement_timeout: soon }),
    },
    ...["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"].map((option) => ({
      title: `Pool.query with ${option}, which a server that is gone does not keep`,
      peer: "postgres" as const,
      attempt: on(pooled, (pool) => pool.query("select 1"), { [option]: soon }),
    })),
    {
      title: "Client.end",
      peer: "postgres",
      attempt: on(connected, (client) => client.end()),
    },
    {
      title: "Pool.end of a pool that has a client out",
      peer: "postgres",
      lively: true,
      attempt: on(exhausted, (pool) => pool.end()),
    },
  ],
};

export default proof;
