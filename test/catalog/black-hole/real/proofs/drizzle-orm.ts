import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { sql } = load("drizzle-orm");
const { pgTable, text } = load("drizzle-orm/pg-core");
const { drizzle } = load("drizzle-orm/node-postgres");
const { Pool } = load("pg");

const classes = pgTable("pg_class", { relname: text() });

function open({ port }: Peer, options: object = {}) {
  const pool = new Pool({ host, port, user: "postgres", database: "postgres", ...options });
  pool.on("error", () => {});
  return drizzle(pool);
}

async function connected(peer: Peer, options: object = {}) {
  const db = open(peer, options);
  await db.execute(sql`select 1`);
  return db;
}

const proof: Proof = {
  package: "drizzle-orm",
  claims: [
    {
      title: "execute, with the pool that it makes of an address",
      peer: "silent",
      attempt: ({ port }) => () => drizzle(`postgres://postgres@${host}:${port}/postgres`).execute(sql`select 1`),
    },
    {
      title: "execute while connecting, with the pool's connectionTimeoutMillis",
      peer: "silent",
      ends: /timeout/,
      attempt: (peer) => () => open(peer, { connectionTimeoutMillis: soon }).execute(sql`select 1`),
    },
    {
      title: "execute",
      peer: "postgres",
      attempt: on(connected, (db) => db.execute(sql`select 1`)),
    },
    {
      title: "select",
      peer: "postgres",
      attempt: on(connected, (db) => db.select().from(classes)),
    },
    {
      title: "select with the pool's query_timeout",
      peer: "postgres",
      ends: /Query read timeout/,
      attempt: on(connected, (db) => db.select().from(classes), { query_timeout: soon }),
    },
    {
      title: "select with the pool's statement_timeout, which a server that is gone does not keep",
      peer: "postgres",
      attempt: on(connected, (db) => db.select().from(classes), { statement_timeout: soon }),
    },
    {
      title: "transaction",
      peer: "postgres",
      attempt: on(connected, (db) => db.transaction((transaction: any) => transaction.execute(sql`select 1`))),
    },
  ],
};

export default proof;
