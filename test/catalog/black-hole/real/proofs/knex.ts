import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

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
      attempt: on(connected, (db) => db.raw("select 1")),
    },
    {
      title: "a query",
      peer: "postgres",
      attempt: on(connected, (db) => db("pg_class").select("relname").first()),
    },
    {
      title: "a query with .timeout",
      peer: "postgres",
      ends: /Defined query timeout of/,
      attempt: on(connected, (db) => db("pg_class").select("relname").timeout(soon)),
    },
    {
      title: "raw with .timeout",
      peer: "postgres",
      ends: /Defined query timeout of/,
      attempt: on(connected, (db) => db.raw("select 1").timeout(soon)),
    },
    {
      title: "raw with .timeout that cancels, on a server that is slow",
      peer: "postgres",
      lively: true,
      ends: /Defined query timeout of/,
      attempt: on(connected, (db) => db.raw("select pg_sleep(60)").timeout(soon, { cancel: true })),
    },
    {
      title: "raw with .timeout that cancels, which a server that is gone does not do",
      peer: "postgres",
      attempt: on(connected, (db) => db.raw("select 1").timeout(soon, { cancel: true }), { pool: { min: 2, max: 2 } }),
    },
    {
      title: "raw with query_timeout of the connection",
      peer: "postgres",
      ends: /Query read timeout/,
      attempt: on(connected, (db) => db.raw("select 1"), { connection: { query_timeout: soon } }),
    },
    {
      title: "raw with statement_timeout of the connection, which a server that is gone does not keep",
      peer: "postgres",
      attempt: on(connected, (db) => db.raw("select 1"), { connection: { statement_timeout: soon } }),
    },
    {
      title: "raw of an exhausted pool, by the default of acquireConnectionTimeout",
      peer: "postgres",
      lively: true,
      ends: /Timeout acquiring a connection/,
      after: 60_000,
      attempt: on(exhausted, (db) => db.raw("select 1")),
    },
    {
      title: "raw of an exhausted pool, with acquireConnectionTimeout",
      peer: "postgres",
      lively: true,
      ends: /Timeout acquiring a connection/,
      attempt: on(exhausted, (db) => db.raw("select 1"), { acquireConnectionTimeout: soon }),
    },
    {
      title: "raw of an exhausted pool, with .timeout, which begins when there is a connection",
      peer: "postgres",
      lively: true,
      ends: /Timeout acquiring a connection/,
      after: 60_000,
      attempt: on(exhausted, (db) => db.raw("select 1").timeout(soon)),
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
