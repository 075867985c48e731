import { type Peer, type Proof, host, load, soon } from "../claim.ts";

const knex = load("knex");

function open({ port }: Peer, { connection = {}, ...options }: { connection?: object; [name: string]: unknown } = {}) {
  const log = { warn() {}, error() {}, debug() {} };
  const at = { host, port, user: "postgres", database: "postgres", ...connection };
  return knex({ client: "pg", connection: at, log, ...options });
}

async function connected(peer: Peer, options = {}) {
  const db = open(peer, options);
  await db.raw("select 1");
  return db;
}

/** All connections of the pool are taken, and nobody gives them back. */
async function exhausted(peer: Peer, options = {}) {
  const db = open(peer, { pool: { min: 0, max: 1 }, ...options });
  await db.transaction();
  return db;
}

const proof: Proof = {
  package: "knex",
  claims: [
    {
      title: "raw",
      peer: "postgres",
      attempt: async (peer) => {
        const db = await connected(peer);
        return () => db.raw("select 1");
      },
    },
    {
      title: "a query",
      peer: "postgres",
      attempt: async (peer) => {
        const db = await connected(peer);
        return () => db("pg_class").select("relname").first();
      },
    },
    {
      title: "a query with .timeout",
      peer: "postgres",
      ends: /Defined query timeout of/,
      attempt: async (peer) => {
        const db = await connected(peer);
        return () => db("pg_class").select("relname").timeout(soon);
      },
    },
    {
      title: "raw with .timeout",
      peer: "postgres",
      ends: /Defined query timeout of/,
      attempt: async (peer) => {
        const db = await connected(peer);
        return () => db.raw("select 1").timeout(soon);
      },
    },
    {
      title: "raw with .timeout that cancels, on a server that is slow",
      peer: "postgres",
      lively: true,
      ends: /Defined query timeout of/,
      attempt: async (peer) => {
        const db = await connected(peer);
        return () => db.raw("select pg_sleep(60)").timeout(soon, { cancel: true });
      },
    },
    {
      title: "raw with .timeout that cancels, which a server that is gone does not do",
      peer: "postgres",
      attempt: async (peer) => {
        const db = await connected(peer, { pool: { min: 2, max: 2 } });
        return () => db.raw("select 1").timeout(soon, { cancel: true });
      },
    },
    {
      title: "raw with query_timeout of the connection",
      peer: "postgres",
      ends: /Query read timeout/,
      attempt: async (peer) => {
        const db = await connected(peer, { connection: { query_timeout: soon } });
        return () => db.raw("select 1");
      },
    },
    {
      title: "raw with statement_timeout of the connection, which a server that is gone does not keep",
      peer: "postgres",
      attempt: async (peer) => {
        const db = await connected(peer, { connection: { statement_timeout: soon } });
        return () => db.raw("select 1");
      },
    },
    {
      title: "raw of an exhausted pool, by the default of acquireConnectionTimeout",
      peer: "postgres",
      lively: true,
      ends: /Timeout acquiring a connection/,
      after: 60_000,
      attempt: async (peer) => {
        const db = await exhausted(peer);
        return () => db.raw("select 1");
      },
    },
    {
      title: "raw of an exhausted pool, with acquireConnectionTimeout",
      peer: "postgres",
      lively: true,
      ends: /Timeout acquiring a connection/,
      attempt: async (peer) => {
        const db = await exhausted(peer, { acquireConnectionTimeout: soon });
        return () => db.raw("select 1");
      },
    },
    {
      title: "raw of an exhausted pool, with .timeout, which begins when there is a connection",
      peer: "postgres",
      lively: true,
      ends: /Timeout acquiring a connection/,
      after: 60_000,
      attempt: async (peer) => {
        const db = await exhausted(peer);
        return () => db.raw("select 1").timeout(soon);
      },
    },
    {
      title: "raw while connecting, by the limit that its pool has for making a connection",
      peer: "silent",
      ends: /Timeout acquiring a connection|operation timed out/,
      after: 30_000,
      attempt: (peer) => () => open(peer).raw("select 1"),
    },
  ],
};

export default proof;
