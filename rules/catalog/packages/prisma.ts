import type { Entry } from "../entry.ts";

/**
 * Version 7: a query through the adapter for PostgreSQL was seen pending after 45 s, with the server silent and with the pool used up; a
 * transaction that is given a function ends after 5 s, and waits 2 s for its turn. The client is generated: of its operations only those
 * that stand in a package are known. Version 6 has its times in the address, in seconds.
 */
const prisma: Entry = {
  package: "@prisma/client",
  also: [".prisma", ".prisma/client"],
  service: "database",
  operations: [
    {
      members: ["findUnique", "findUniqueOrThrow", "findFirst", "findFirstOrThrow", "findMany", "count", "aggregate", "groupBy"],
      options: [],
      idempotent: true,
    },
    { members: ["create", "createMany", "createManyAndReturn", "update", "updateMany", "upsert", "delete", "deleteMany"], options: [] },
    { members: ["$queryRawUnsafe", "$executeRawUnsafe", "$connect", "$disconnect"], options: [] },
    { members: ["$transaction"], options: [1], waits: { limit: 7_000, words: "waits up to 7 seconds" } },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  retries: 0,
  resources: [{ acquire: { members: ["PrismaClient"] }, release: ["$disconnect"] }],
};

/** The pool of the adapter is one of `pg`, whose options it hands on. */
const adapter: Entry = {
  package: "@prisma/adapter-pg",
  service: "database",
  operations: [],
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [
    {
      members: ["PrismaPg"],
      options: [0],
      needs: [
        { options: ["connectionTimeoutMillis"], writes: "milliseconds", words: "waiting for a connection takes for ever" },
        { options: ["query_timeout", "statement_timeout"], writes: "milliseconds", words: "a query waits for ever" },
      ],
    },
  ],
};

export default [prisma, adapter];
