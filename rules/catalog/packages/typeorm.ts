import type { Entry } from "../entry.ts";

const needs = [
  {
    options: ["connectTimeoutMS", "extra.connectionTimeoutMillis"],
    writes: "milliseconds",
    words: "waiting for a connection takes for ever",
  },
  { options: ["extra.statement_timeout", "extra.query_timeout"], writes: "milliseconds", words: "a query waits for ever" },
] as const;

const where = "\\btype[\"']?\\s*:\\s*[\"'`]postgres[\"'`]";

/**
 * Version 1.1, and 0.3: it sets no time of its own and hands the driver its options, those in `extra` as they are. With PostgreSQL, whose
 * driver has no limit, a query that waits for a connection was seen pending after 75 s.
 */
const typeorm: Entry = {
  package: "typeorm",
  also: ["@nestjs/typeorm"],
  service: "database",
  operations: [
    {
      members: ["find", "findBy", "findOne", "findOneBy", "findOneOrFail", "findOneByOrFail", "findAndCount", "count", "countBy", "exists"],
      containers: ["Repository", "EntityManager", "BaseEntity"],
      options: [],
      idempotent: true,
    },
    {
      members: ["save", "insert", "update", "upsert", "delete", "remove", "softDelete", "restore", "increment", "decrement"],
      containers: ["Repository", "EntityManager", "BaseEntity"],
      options: [],
    },
    { members: ["query"], containers: ["DataSource", "QueryRunner", "EntityManager", "Repository"], options: [] },
    { members: ["transaction"], containers: ["DataSource", "EntityManager"], options: [] },
    { members: ["initialize", "destroy", "synchronize", "runMigrations"], containers: ["DataSource"], options: [] },
    { members: ["connect", "startTransaction", "commitTransaction", "rollbackTransaction"], containers: ["QueryRunner"], options: [] },
    {
      members: ["getMany", "getOne", "getOneOrFail", "getRawMany", "getRawOne", "getManyAndCount", "getCount"],
      containers: ["SelectQueryBuilder"],
      options: [],
      idempotent: true,
    },
    {
      members: ["execute"],
      containers: ["QueryBuilder", "InsertQueryBuilder", "UpdateQueryBuilder", "DeleteQueryBuilder", "SoftDeleteQueryBuilder"],
      options: [],
    },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [
    { members: ["DataSource", "createConnection"], options: [0], where, needs },
    { members: ["forRoot"], containers: ["TypeOrmModule"], options: [0], where, needs },
  ],
  retries: 0,
  resources: [{ acquire: { members: ["createQueryRunner"], containers: ["DataSource"] }, release: ["release"] }],
};

export default [typeorm];
