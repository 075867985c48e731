import type { Entry } from "../entry.ts";

/**
 * Version 7: a query waits as long as its driver does (adapter-pg: seen pending after 45 s); an interactive transaction
 * ends after 5 s. The client is generated into the project, so that its models' calls are known by the promise they
 * hand back, and the timeouts are the driver's.
 */
const prisma: Entry = {
  package: "@prisma/client",
  service: "database",
  operations: [
    {
      members: ["$transaction"], containers: ["PrismaClient"], options: [1],
      waits: { limit: 7_000, words: "waits 2 seconds for a connection and 5 for the work" },
    },
    {
      members: ["$queryRaw", "$queryRawUnsafe", "$executeRaw", "$executeRawUnsafe", "$connect"],
      containers: ["PrismaClient"],
      options: [],
    },
  ],
  waits: { words: "waits as long as the driver does" },
  bounds: {},
  retries: 0,
  resources: [{ acquire: { members: ["$connect"], containers: ["PrismaClient"] }, release: ["$disconnect"] }],
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
        {
          options: ["connectionTimeoutMillis"],
          writes: "milliseconds",
          words: "waiting for a connection takes for ever",
        },
        { options: ["query_timeout", "statement_timeout"], writes: "milliseconds", words: "a query waits for ever" },
      ],
    },
  ],
};

export default [prisma, adapter];
