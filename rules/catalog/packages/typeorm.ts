import type { Entry } from "../entry.ts";

const needs = [
  {
    options: ["connectTimeoutMS", "extra.connectionTimeoutMillis"],
    writes: "milliseconds",
    words: "waiting for a connection takes for ever",
  },
  {
    options: ["extra.query_timeout"],
    parts: ["extra.statement_timeout"],
    writes: "milliseconds",
    words: "a query waits for ever",
  },
] as const;

const where = "\\btype[\"']?\\s*:\\s*[\"'`]postgres[\"'`]";

/**
 * Version 1: all limits are the driver's, and PostgreSQL's driver has none, neither for a connection nor for a query.
 * `statement_timeout` is kept by the server: it ends a slow query, and not the wait for a connection that stalls.
 */
const typeorm: Entry = {
  package: "typeorm",
  also: ["@nestjs/typeorm"],
  service: "database",
  operations: [
    {
      members: ["initialize", "destroy", "query", "transaction", "synchronize", "runMigrations"],
      containers: ["DataSource"],
      options: [],
    },
    {
      members: ["find", "findOne", "findOneBy", "findBy", "count", "findAndCount"],
      containers: ["Repository", "EntityManager"],
      options: [],
      idempotent: true,
    },
    {
      members: ["save", "insert", "update", "delete", "remove", "upsert", "query", "transaction"],
      containers: ["Repository", "EntityManager"],
      options: [],
    },
    {
      members: ["getMany", "getOne", "getRawMany", "execute"],
      containers: ["SelectQueryBuilder", "QueryBuilder"],
      options: [],
    },
    {
      members: ["connect", "startTransaction", "commitTransaction", "rollbackTransaction", "query"],
      containers: ["QueryRunner"],
      options: [],
    },
  ],
  waits: { words: "waits as long as the driver does" },
  bounds: {},
  clients: [
    { members: ["DataSource", "createConnection"], options: [0], where, needs },
    { members: ["forRoot"], containers: ["TypeOrmModule"], options: [0], where, needs },
  ],
  retries: 0,
  resources: [
    {
      acquire: { members: ["createQueryRunner"], containers: ["DataSource"] },
      release: ["release"],
      using: "await using",
    },
  ],
};

export default [typeorm];
