import { type EventEmitter, once } from "node:events";
import { type Claim, called, host, load } from "../claim.ts";

const { Client, Pool } = load("pg");
const mysql = load("mysql2");
const mariadb = load("mariadb");
const user = { user: "postgres", database: "postgres" };

const claims: readonly Claim[] = [
  {
    title: "pg: a client that is connected",
    ends: true,
    server: "postgres",
    async fail(watch, { port, proxy }) {
      const client = watch(new Client({ host, port, ...user }));
      await client.connect();
      proxy!.reset();
    },
  },
  {
    title: "pg: a client that cannot connect",
    ends: false,
    fail: (watch, { port }) =>
      watch(new Client({ host, port, ...user }))
        .connect()
        .catch(() => {}),
  },
  {
    title: "pg: a pool with an idle client",
    ends: true,
    server: "postgres",
    async fail(watch, { port, proxy }) {
      await watch(new Pool({ host, port, ...user })).query("SELECT 1");
      proxy!.reset();
    },
  },
  {
    title: "pg: a client that is checked out of a pool",
    ends: true,
    server: "postgres",
    async fail(watch, { port, proxy }) {
      watch(await new Pool({ host, port, ...user }).on("error", () => {}).connect());
      proxy!.reset();
    },
  },
  {
    title: "pg: a client that is checked out of a pool, during a query",
    ends: true,
    server: "postgres",
    async fail(watch, { port, proxy }) {
      const client = watch(await new Pool({ host, port, ...user }).on("error", () => {}).connect());
      client.query("SELECT pg_sleep(60)").catch(() => {});
      setTimeout(() => proxy!.reset(), 200);
    },
  },
  {
    title: "pg: a client that is checked out of a pool which listens to each that connects",
    ends: false,
    server: "postgres",
    async fail(_, { port, proxy }) {
      const pool = new Pool({ host, port, ...user }).on("error", () => {});
      pool.on("connect", (client: EventEmitter) => client.on("error", () => {}));
      const client = await pool.connect();
      const gone = new Promise((resolve) => client.once("end", resolve));
      proxy!.reset();
      await gone;
    },
  },
  ...(["drizzle-orm", "kysely"] as const).map((name): Claim => ({
    title: `pg: a pool with an idle client that is given to ${name}`,
    ends: true,
    server: "postgres",
    async fail(watch, { port, proxy }) {
      const pool = watch(new Pool({ host, port, ...user }));
      if (name === "kysely") new (load("kysely").Kysely)({ dialect: new (load("kysely").PostgresDialect)({ pool }) });
      else load("drizzle-orm/node-postgres").drizzle(pool);
      await pool.query("SELECT 1");
      proxy!.reset();
    },
  })),
  {
    title: "mysql2: a connection",
    ends: true,
    server: "mariadb",
    async fail(watch, { port, proxy }) {
      const connection = watch(mysql.createConnection({ host, port, user: "root" }));
      await new Promise((resolve) => connection.query("SELECT 1", resolve));
      proxy!.reset();
    },
  },
  {
    title: "mysql2: a pool",
    ends: false,
    server: "mariadb",
    async fail(watch, { port, proxy }) {
      const pool = watch(mysql.createPool({ host, port, user: "root" }));
      await new Promise((resolve) => pool.query("SELECT 1", resolve));
      proxy!.reset();
      await new Promise((resolve) => pool.query("SELECT 1", resolve));
    },
  },
  {
    title: "mysql2: a connection of a pool that is taken",
    ends: false,
    server: "mariadb",
    async fail(watch, { port, proxy }) {
      const pool = mysql.createPool({ host, port, user: "root" });
      const connection: any = await called((done) => pool.getConnection(done));
      const gone = new Promise((resolve) => watch(connection).stream.once("close", resolve));
      proxy!.reset();
      await gone;
    },
  },
  {
    title: "mysql2/promise: a connection",
    ends: false,
    server: "mariadb",
    async fail(watch, { port, proxy }) {
      const connection = watch(await load("mysql2/promise").createConnection({ host, port, user: "root" }));
      const gone = new Promise((resolve) => connection.connection.stream.once("close", resolve));
      proxy!.reset();
      await gone;
    },
  },
  {
    title: "mariadb: a connection",
    ends: true,
    server: "mariadb",
    async fail(watch, { port, proxy }) {
      watch(await mariadb.createConnection({ host, port, user: "root" }));
      proxy!.reset();
    },
  },
  {
    title: "mariadb: a pool",
    ends: false,
    server: "mariadb",
    async fail(watch, { port, proxy }) {
      const pool = watch(mariadb.createPool({ host, port, user: "root" }));
      await pool.query("SELECT 1");
      proxy!.reset();
      await pool.query("SELECT 1").catch(() => {});
    },
  },
  {
    title: "tedious: a connection, refused,",
    ends: false,
    async fail(watch, { port }) {
      const { Connection } = load("tedious");
      const connection = watch(
        new Connection({
          server: host,
          options: { port, trustServerCertificate: true },
          authentication: { type: "default", options: { userName: "u", password: "p" } },
        }),
      );
      connection.connect(() => {});
      await once(connection, "end");
    },
  },
  {
    title: "mssql: a pool, refused,",
    ends: false,
    async fail(watch, { port }) {
      const { ConnectionPool } = load("mssql");
      await watch(new ConnectionPool({ server: host, port, user: "u", password: "p" }))
        .connect()
        .catch(() => {});
    },
  },
  {
    title: "ldapjs: a client, refused,",
    ends: true,
    fail: (watch, { port }) => void watch(load("ldapjs").createClient({ url: `ldap://${host}:${port}` })),
  },
  {
    title: "mongoose: a connection, refused,",
    ends: false,
    async fail(watch, { port }) {
      await watch(load("mongoose").createConnection(`mongodb://${host}:${port}`, { serverSelectionTimeoutMS: 300 }))
        .asPromise()
        .catch(() => {});
    },
  },
  {
    title: "mongodb: a client, refused,",
    ends: false,
    async fail(watch, { port }) {
      const { MongoClient } = load("mongodb");
      await watch(new MongoClient(`mongodb://${host}:${port}`, { serverSelectionTimeoutMS: 300 }))
        .connect()
        .catch(() => {});
    },
  },
];

export default claims;
