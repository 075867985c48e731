import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const postgres = load("postgres");
const open = ({ port }: Peer, options: object = {}) =>
  postgres({ host, port, user: "postgres", database: "postgres", onnotice: () => {}, ...options });

async function connected(peer: Peer, options: object = {}) {
  const sql = open(peer, options);
  await sql`select 1`;
  return sql;
}

const proof: Proof = {
  package: "postgres",
  claims: [
    {
      title: "a query while connecting, by the default of connect_timeout",
      peer: "silent",
      ends: /CONNECT_TIMEOUT/,
      after: 30_000,
      attempt: (peer) => () => open(peer)`select 1`,
    },
    {
      title: "a query while connecting, with connect_timeout in seconds",
      peer: "silent",
      ends: /CONNECT_TIMEOUT/,
      attempt: (peer) => () => open(peer, { connect_timeout: soon / 1000 })`select 1`,
    },
    {
      title: "a query",
      peer: "postgres",
      attempt: on(connected, (sql) => sql`select 1`),
    },
    {
      title: "a query with connect_timeout alone",
      peer: "postgres",
      attempt: on(connected, (sql) => sql`select 1`, { connect_timeout: soon / 1000 }),
    },
    {
      title: "unsafe",
      peer: "postgres",
      attempt: on(connected, (sql) => sql.unsafe("select 1")),
    },
    {
      title: "begin",
      peer: "postgres",
      attempt: on(connected, (sql) => sql.begin((transaction: any) => transaction`select 1`)),
    },
    {
      title: "a query with statement_timeout, kept by a server that is slow",
      peer: "postgres",
      lively: true,
      ends: /57014 canceling statement due to statement timeout/,
      attempt: on(connected, (sql) => sql`select pg_sleep(60)`, { connection: { statement_timeout: soon } }),
    },
    {
      title: "a query with statement_timeout, which a server that is gone does not keep",
      peer: "postgres",
      attempt: on(connected, (sql) => sql`select 1`, { connection: { statement_timeout: soon } }),
    },
    {
      title: "reserve of an exhausted pool",
      peer: "postgres",
      lively: true,
      attempt: async (peer) => {
        const sql = open(peer, { max: 1, idle_timeout: 1, connect_timeout: 1 });
        await sql.reserve();
        return () => sql.reserve();
      },
    },
    {
      title: "end while a query runs",
      peer: "postgres",
      attempt: async (peer) => {
        const sql = await connected(peer);
        return () => {
          sql`select 1`.catch(() => {});
          return sql.end();
        };
      },
    },
    {
      title: "end with timeout, in seconds",
      peer: "postgres",
      ends: /^resolved/,
      attempt: async (peer) => {
        const sql = await connected(peer);
        return () => {
          sql`select 1`.catch(() => {});
          return sql.end({ timeout: soon / 1000 });
        };
      },
    },
  ],
};

export default proof;
