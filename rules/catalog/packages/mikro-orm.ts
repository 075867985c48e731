import type { Entry } from "../entry.ts";

const operations = [
  {
    members: ["init", "connect", "close"],
    containers: ["MikroORM", "PostgreSqlMikroORM"],
    options: [],
  },
  {
    members: ["find", "findOne", "findOneOrFail", "findAndCount", "count", "populate", "refresh", "findAll"],
    containers: ["EntityManager", "EntityRepository"],
    options: [],
    idempotent: true,
  },
  {
    members: [
      "flush", "persistAndFlush", "removeAndFlush", "nativeUpdate", "nativeDelete", "insert", "upsert", "transactional",
    ],
    containers: ["EntityManager"],
    options: [],
  },
  { members: ["begin", "commit", "rollback"], containers: ["EntityManager"], options: [] },
] as const;

/**
 * Version 6: the wait for a connection ends after 60 s, a query as the driver has it. `driverOptions` are handed on to
 * `knex`. `statement_timeout` is kept by the server, and ends what is slow alone.
 */
const six: Entry = {
  package: "@mikro-orm/core",
  also: ["@mikro-orm/knex", "@mikro-orm/postgresql", "@mikro-orm/mysql"],
  majors: [6, 6],
  service: "database",
  operations,
  waits: { words: "waits as long as the driver does" },
  bounds: {},
  clients: [
    {
      members: ["init", "initSync", "MikroORM", "PostgreSqlMikroORM"],
      options: [0],
      where: "PostgreSqlDriver|[\"']@mikro-orm/postgresql[\"']",
      needs: [
        {
          options: ["driverOptions.connection.query_timeout"],
          parts: ["driverOptions.connection.statement_timeout"],
          writes: "milliseconds",
          words: "a query waits for ever",
        },
      ],
    },
  ],
  retries: 0,
  resources: [{ acquire: { members: ["begin"], containers: ["EntityManager"] }, release: ["commit", "rollback"] }],
};

/** Version 7 takes a signal; whether that is all that bounds it was not looked at. */
const seven: Entry = {
  package: "@mikro-orm/core",
  also: ["@mikro-orm/sql", "@mikro-orm/postgresql", "@mikro-orm/mysql"],
  majors: [7],
  service: "database",
  operations,
  waits: { words: "waits as long as the driver does" },
  bounds: { signal: "signal" },
  retries: 0,
};

export default [six, seven];
