import type { Entry } from "../entry.ts";

const operations = [
  {
    members: ["find", "findOne", "findOneOrFail", "findAndCount", "findAll", "count", "refresh", "populate"],
    containers: ["EntityManager", "EntityRepository", "SqlEntityManager", "SqlEntityRepository"],
    options: [],
    idempotent: true,
  },
  {
    members: ["flush", "persistAndFlush", "removeAndFlush", "nativeUpdate", "nativeDelete", "insert", "upsert"],
    containers: ["EntityManager", "EntityRepository", "SqlEntityManager", "SqlEntityRepository"],
    options: [],
  },
  { members: ["transactional", "begin", "commit", "rollback"], containers: ["EntityManager", "SqlEntityManager"], options: [] },
  { members: ["execute"], containers: ["Connection", "AbstractSqlConnection"], options: [] },
  { members: ["init", "connect", "close"], containers: ["MikroORM", "PostgreSqlMikroORM"], options: [] },
] as const;

/**
 * Version 6: the wait for a connection ends after 60 s as with `knex`, to which it hands `driverOptions` (AbstractSqlConnection.js of
 * @mikro-orm/knex). A query is left to the driver. Read in the sources, not run.
 */
const mikroOrm6: Entry = {
  package: "@mikro-orm/core",
  also: ["@mikro-orm/postgresql", "@mikro-orm/knex"],
  majors: [6, 6],
  service: "database",
  operations,
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [
    {
      members: ["init", "initSync", "MikroORM"],
      options: [0],
      where: "PostgreSqlDriver|[\"']@mikro-orm/postgresql[\"']",
      needs: [
        {
          options: ["driverOptions.connection.statement_timeout", "driverOptions.connection.query_timeout"],
          writes: "milliseconds",
          words: "a query waits for ever",
        },
      ],
    },
  ],
  resources: [
    { acquire: { members: ["begin"], containers: ["EntityManager", "SqlEntityManager"] }, release: ["commit", "rollback"] },
    { acquire: { members: ["init"], containers: ["MikroORM", "PostgreSqlMikroORM"] }, release: ["close"] },
  ],
};

/** Version 7 takes a signal (EntityManager.d.ts); whether that is all that bounds it was not looked at. */
const mikroOrm7: Entry = {
  package: "@mikro-orm/core",
  also: ["@mikro-orm/postgresql", "@mikro-orm/sql"],
  majors: [7],
  service: "database",
  operations,
  waits: { words: "waits for ever" },
  bounds: { signal: "signal" },
  resources: [{ acquire: { members: ["init"], containers: ["MikroORM"] }, release: ["close"], using: "await using" }],
};

export default [mikroOrm6, mikroOrm7];
