import type { Entry } from "../entry.ts";

/**
 * Only where the file shows that PostgreSQL is meant, and no other database: the options of others have other names.
 * Code that tells the server itself how long a statement may take has set it already.
 */
const where =
  "^(?![\\s\\S]*\\bSET\\b[^;\\n]*statement_timeout\\s*=)" +
  "(?![\\s\\S]*dialect[\"']?\\s*:\\s*[\"'`](mysql|mariadb|mssql|sqlite))" +
  "[\\s\\S]*([\"'`]postgres[\"'`]|postgres(ql)?://)";

const needs = [
  {
    options: ["dialectOptions.connectionTimeoutMillis"],
    writes: "milliseconds",
    words: "connecting takes for ever",
  },
  {
    options: ["dialectOptions.query_timeout"],
    parts: ["dialectOptions.statement_timeout"],
    writes: "milliseconds",
    words: "a query waits for ever",
  },
] as const;

/**
 * Version 6: the wait for a connection of the pool ends after 60 s, by `pool.acquire`, which does not bound making one:
 * that waits as long as the driver does, as a query does, and PostgreSQL's for ever. Of what `dialectOptions` hand it,
 * `connectionTimeoutMillis` and `query_timeout` bound them, while `statement_timeout` is kept by the server, and ends
 * what is slow alone.
 */
const sequelize: Entry = {
  package: "sequelize",
  also: ["sequelize-typescript", "@nestjs/sequelize"],
  service: "database",
  operations: [
    { members: ["authenticate", "query", "sync", "transaction", "close"], containers: ["Sequelize"], options: [] },
    {
      members: ["findAll", "findOne", "findByPk", "count", "findAndCountAll"],
      containers: ["Model"],
      options: [],
      idempotent: true,
    },
    {
      members: ["create", "bulkCreate", "update", "destroy", "findOrCreate", "upsert", "save", "reload"],
      containers: ["Model"],
      options: [],
    },
    { members: ["commit", "rollback"], containers: ["Transaction"], options: [] },
  ],
  waits: { words: "waits as long as the driver does" },
  bounds: {},
  clients: [
    { members: ["Sequelize"], options: [0, 1, 2, 3], address: "host", where, needs },
    { members: ["forRoot"], containers: ["SequelizeModule"], options: [0], where, needs },
  ],
  retries: 0,
  resources: [{ acquire: { members: ["transaction"], containers: ["Sequelize"] }, release: ["commit", "rollback"] }],
};

export default [sequelize];
