import type { Entry } from "../entry.ts";

/**
 * Versions 6 and 7: finding a server ends after 30 s. An operation that was sent waits for ever: `socketTimeoutMS` is
 * 0, `maxTimeMS` is kept by the server, and `timeoutMS` does nothing since 7.8 and 6.22: it was seen to end neither
 * what reads nor what writes. Made with it, a client is left alone nevertheless, since a major does not tell those
 * apart. A `signal` ends what writes as well, of which the types do not know, so that a write is not asked for one.
 */
const mongodb: Entry = {
  package: "mongodb",
  majors: [6],
  service: "database",
  operations: [
    {
      members: ["connect"],
      containers: ["MongoClient"],
      options: [],
      waits: { limit: 30_000, words: "waits up to 30 seconds" },
    },
    {
      members: ["findOne", "countDocuments", "estimatedDocumentCount", "distinct"],
      containers: ["Collection"],
      options: [1],
      idempotent: true,
    },
    {
      members: [
        "insertOne", "insertMany", "updateOne", "updateMany", "replaceOne", "deleteOne", "deleteMany",
        "findOneAndUpdate", "bulkWrite", "createIndex", "drop", "rename",
      ],
      containers: ["Collection"],
      options: [],
    },
    { members: ["command"], containers: ["Db"], options: [1] },
    {
      members: ["toArray", "next", "hasNext", "forEach"],
      containers: ["AbstractCursor"],
      options: [],
      idempotent: true,
    },
    { members: ["next"], containers: ["ChangeStream"], options: [], endless: true },
  ],
  waits: { words: "waits for ever once it is connected" },
  bounds: { signal: "signal", maxTimeMS: "part" },
  powerless: { timeoutMS: "does nothing" },
  clients: [
    {
      members: ["MongoClient"],
      options: [1],
      needs: [
        {
          options: ["socketTimeoutMS", "timeoutMS"],
          writes: "milliseconds",
          words: "an operation that the server is slow with waits for ever",
        },
      ],
    },
    {
      members: ["connect"],
      containers: ["MongoClient"],
      options: [1],
    },
  ],
  retries: 1,
  resources: [
    {
      acquire: { members: ["startSession"], containers: ["MongoClient"] },
      release: ["endSession"],
      using: "await using",
    },
    { acquire: { members: ["watch"], containers: ["Collection"] }, release: ["close"], using: "await using" },
  ],
};

export default [mongodb];
