import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { DataSource } = load("typeorm");

function open({ port }: Peer, options: object = {}) {
  return new DataSource({ type: "postgres", host, port, username: "postgres", database: "postgres", ...options });
}

async function connected(peer: Peer, options: object = {}) {
  const db = open(peer, options);
  await db.initialize();
  await db.query("select 1");
  return db;
}

const proof: Proof = {
  package: "typeorm",
  claims: [
    {
      title: "DataSource.initialize",
      peer: "silent",
      attempt: (peer) => () => open(peer).initialize(),
    },
    {
      title: "DataSource.initialize with connectTimeoutMS",
      peer: "silent",
      ends: /timeout/,
      attempt: (peer) => () => open(peer, { connectTimeoutMS: soon }).initialize(),
    },
    {
      title: "DataSource.initialize with extra.connectionTimeoutMillis",
      peer: "silent",
      ends: /timeout/,
      attempt: (peer) => () => open(peer, { extra: { connectionTimeoutMillis: soon } }).initialize(),
    },
    {
      title: "DataSource.query",
      peer: "postgres",
      attempt: on(connected, (db) => db.query("select 1")),
    },
    {
      title: "a query builder's getRawMany",
      peer: "postgres",
      attempt: on(connected, (db) => db.createQueryBuilder().select("relname").from("pg_class", "c").getRawMany()),
    },
    {
      title: "DataSource.transaction",
      peer: "postgres",
      attempt: on(connected, (db) => db.transaction((manager: any) => manager.query("select 1"))),
    },
    {
      title: "DataSource.query with connectTimeoutMS and maxQueryExecutionTime alone",
      peer: "postgres",
      attempt: on(connected, (db) => db.query("select 1"), { connectTimeoutMS: soon, maxQueryExecutionTime: soon }),
    },
    {
      title: "DataSource.query with extra.query_timeout",
      peer: "postgres",
      ends: /Query read timeout/,
      attempt: on(connected, (db) => db.query("select 1"), { extra: { query_timeout: soon } }),
    },
    {
      title: "DataSource.query with extra.statement_timeout, which a server that is gone does not keep",
      peer: "postgres",
      attempt: on(connected, (db) => db.query("select 1"), { extra: { statement_timeout: soon } }),
    },
    {
      title: "DataSource.query of an exhausted pool",
      peer: "postgres",
      lively: true,
      attempt: async (peer) => {
        const db = await connected(peer, { poolSize: 1 });
        await db.createQueryRunner().connect();
        return () => db.query("select 1");
      },
    },
    {
      title: "DataSource.query of an exhausted pool, with connectTimeoutMS",
      peer: "postgres",
      lively: true,
      ends: /timeout exceeded when trying to connect/,
      attempt: async (peer) => {
        const db = await connected(peer, { poolSize: 1, connectTimeoutMS: soon });
        await db.createQueryRunner().connect();
        return () => db.query("select 1");
      },
    },
  ],
};

export default proof;
