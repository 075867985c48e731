import type { Entry } from "../entry.ts";

const needs = [
  {
    options: ["dialectOptions.statement_timeout", "dialectOptions.query_timeout"],
    writes: "milliseconds",
    words: "a query waits for ever",
  },
] as const;

/** The names of other databases beside PostgreSQL's leave open which one is meant. */
const where = "^(?![\\s\\S]*dialect[\"']?\\s*:\\s*[\"'`](mysql|mariadb|mssql|sqlite))[\\s\\S]*([\"'`]postgres[\"'`]|postgres(ql)?://)";

/**
 * Version 6: the wait for a connection ends after 60 s, seen. A query is left to the driver, and that of PostgreSQL has no limit: it is
 * handed `dialectOptions` (lib/dialects/postgres/connection-manager.js).
 */
const sequelize: Entry = {
  package: "sequelize",
  also: ["sequelize-typescript", "@nestjs/sequelize"],
  service: "database",
  operations: [
    {
      members: ["findAll", "findOne", "findByPk", "findAndCountAll", "count", "sum", "max", "min", "aggregate"],
      containers: ["Model"],
      options: [],
      idempotent: true,
    },
    {
      members: ["create", "bulkCreate", "update", "upsert", "destroy", "restore", "findOrCreate", "findCreateFind", "save", "reload"],
      containers: ["Model"],
      options: [],
    },
    { members: ["increment", "decrement", "truncate"], containers: ["Model"], options: [] },
    { members: ["authenticate", "query", "sync", "transaction"], containers: ["Sequelize"], options: [] },
    { members: ["commit", "rollback"], containers: ["Transaction"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [
    { members: ["Sequelize"], options: [0, 1, 2, 3], where, needs },
    { members: ["forRoot"], containers: ["SequelizeModule"], options: [0], where, needs },
  ],
  retries: 0,
  resources: [{ acquire: { members: ["transaction"], containers: ["Sequelize"] }, release: ["commit", "rollback"] }],
};

export default [sequelize];
