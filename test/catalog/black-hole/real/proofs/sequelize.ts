import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { Sequelize } = load("sequelize");

function open({ port }: Peer, options: object = {}) {
  return new Sequelize("postgres", "postgres", "", { dialect: "postgres", host, port, logging: false, ...options });
}

async function connected(peer: Peer, options: object = {}) {
  const db = open(peer, options);
  await db.query("select 1");
  return db;
}

/** All connections of the pool are taken, and nobody gives them back. */
async function exhausted(peer: Peer, pool: object = {}) {
  const db = open(peer, { pool: { max: 1, ...pool } });
  await db.transaction();
  return db;
}

const proof: Proof = {
  package: "sequelize",
  claims: [
    {
      title: "query",
      peer: "postgres",
      attempt: on(connected, (db) => db.query("select 1")),
    },
    {
      title: "Model.findAll",
      peer: "postgres",
      attempt: async (peer) => {
        const db = await connected(peer);
        const model = db.define("pg_class", {}, { freezeTableName: true, timestamps: false });
        return () => model.findAll({ attributes: ["relname"] });
      },
    },
    {
      title: "query with dialectOptions.query_timeout",
      peer: "postgres",
      ends: /Query read timeout/,
      attempt: on(connected, (db) => db.query("select 1"), { dialectOptions: { query_timeout: soon } }),
    },
    {
      title: "query with dialectOptions.statement_timeout, kept by a server that is slow",
      peer: "postgres",
      lively: true,
      ends: /canceling statement due to statement timeout/,
      attempt: on(connected, (db) => db.query("select pg_sleep(60)"), { dialectOptions: { statement_timeout: soon } }),
    },
    {
      title: "query with dialectOptions.statement_timeout, which a server that is gone does not keep",
      peer: "postgres",
      attempt: on(connected, (db) => db.query("select 1"), { dialectOptions: { statement_timeout: soon } }),
    },
    {
      title: "query of an exhausted pool, by the default of pool.acquire",
      peer: "postgres",
      lively: true,
      ends: /SequelizeConnectionAcquireTimeoutError/,
      after: 60_000,
      attempt: on(exhausted, (db) => db.query("select 1")),
    },
    {
      title: "query of an exhausted pool, with pool.acquire",
      peer: "postgres",
      lively: true,
      ends: /SequelizeConnectionAcquireTimeoutError/,
      attempt: on(exhausted, (db) => db.query("select 1"), { acquire: soon }),
    },
    {
      title: "authenticate while connecting, with pool.acquire, which is not asked while a connection is made",
      peer: "silent",
      attempt: (peer) => {
        const connecting = open(peer, { pool: { acquire: soon } }).authenticate();
        return () => connecting;
      },
    },
    {
      title: "authenticate while connecting",
      peer: "silent",
      attempt: (peer) => () => open(peer).authenticate(),
    },
    {
      title: "authenticate while connecting, with dialectOptions.connectionTimeoutMillis",
      peer: "silent",
      ends: /SequelizeConnectionError.*timeout expired/,
      attempt: (peer) => () =>
        open(peer, { dialectOptions: { connectionTimeoutMillis: soon }, retry: { max: 0 } }).authenticate(),
    },
  ],
};

export default proof;
