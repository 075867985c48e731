import type { Entry } from "../entry.ts";

/** Version 6: the wait for a connection ends after 60 s, a query as the driver has it; version 7 takes a signal. */
const mikro: Entry = {
  package: "@mikro-orm/core",
  also: ["@mikro-orm/knex", "@mikro-orm/postgresql", "@mikro-orm/mysql"],
  service: "database",
  operations: [
    { members: ["init", "connect", "close"], containers: ["MikroORM", "PostgreSqlMikroORM", "MySqlMikroORM"], options: [] },
    {
      members: ["find", "findOne", "findOneOrFail", "findAndCount", "count", "populate", "refresh", "findAll"],
      containers: ["EntityManager", "EntityRepository"], options: [], idempotent: true,
    },
    {
      members: ["flush", "persistAndFlush", "removeAndFlush", "nativeUpdate", "nativeDelete", "insert", "upsert", "transactional"],
      containers: ["EntityManager"], options: [],
    },
    { members: ["begin", "commit", "rollback"], containers: ["EntityManager"], options: [] },
  ],
  waits: { words: "waits as long as the driver does" },
  bounds: {},
  retries: 0,
  resources: [{ acquire: { members: ["begin"], containers: ["EntityManager"] }, release: ["commit", "rollback"] }],
};

export default [mikro];
