import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { Kysely, PostgresDialect, sql } = load("kysely");
const { Pool } = load("pg");

function open({ port }: Peer, options: object = {}) {
  const pool = new Pool({ host, port, user: "postgres", database: "postgres", ...options });
  pool.on("error", () => {});
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

async function connected(peer: Peer, options: object = {}) {
  const db = open(peer, options);
  await sql`select 1`.execute(db);
  return db;
}

const proof: Proof = {
  package: "kysely",
  claims: [
    {
      title: "execute while connecting",
      peer: "silent",
      attempt: (peer) => () => sql`select 1`.execute(open(peer)),
    },
    {
      title: "execute while connecting, with the pool's connectionTimeoutMillis",
      peer: "silent",
      ends: /timeout/,
      attempt: (peer) => () => sql`select 1`.execute(open(peer, { connectionTimeoutMillis: soon })),
    },
    {
      title: "execute of a builder",
      peer: "postgres",
      attempt: on(connected, (db) => db.selectFrom("pg_class").select("relname").execute()),
    },
    {
      title: "executeTakeFirst with the pool's query_timeout",
      peer: "postgres",
      ends: /Query read timeout/,
      attempt: on(
        connected,
        (db) => db.selectFrom("pg_class").select("relname").executeTakeFirst(),
        { query_timeout: soon },
      ),
    },
    {
      title: "execute with the pool's statement_timeout, which a server that is gone does not keep",
      peer: "postgres",
      attempt: on(connected, (db) => sql`select 1`.execute(db), { statement_timeout: soon }),
    },
    {
      title: "execute of a transaction",
      peer: "postgres",
      attempt: on(
        connected,
        (db) => db.transaction().execute((transaction: any) => sql`select 1`.execute(transaction)),
      ),
    },
  ],
};

export default proof;
