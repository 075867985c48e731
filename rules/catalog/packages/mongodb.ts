import type { Entry } from "../entry.ts";

/**
 * Versions 6 and 7: to find a server takes up to 30 s, seen. Behind that no operation has a limit (`socketTimeoutMS` is 0 in
 * lib/connection_string.js): its monitor notices a server that is dead, and not one that is slow. `timeoutMS` has no effect since 6.22 and
 * 7.8; `maxTimeMS` is kept by the server; a signal is taken by reads alone.
 */
const mongodb: Entry = {
  package: "mongodb",
  service: "database",
  operations: [
    { members: ["findOne", "countDocuments"], containers: ["Collection"], options: [1], idempotent: true },
    { members: ["estimatedDocumentCount"], containers: ["Collection"], options: [0], idempotent: true },
    { members: ["distinct"], containers: ["Collection"], options: [2], idempotent: true },
    { members: ["insertOne", "insertMany", "deleteOne", "deleteMany", "bulkWrite", "createIndex"], containers: ["Collection"], options: [1] },
    { members: ["updateOne", "updateMany", "replaceOne", "findOneAndUpdate"], containers: ["Collection"], options: [2] },
    { members: ["drop", "rename"], containers: ["Collection"], options: [] },
    { members: ["command", "createCollection", "dropDatabase"], containers: ["Db"], options: [1] },
    { members: ["toArray", "next", "hasNext", "forEach"], containers: ["AbstractCursor"], options: [], idempotent: true },
    { members: ["connect", "withSession", "bulkWrite"], containers: ["MongoClient"], options: [] },
    { members: ["withTransaction", "commitTransaction", "abortTransaction"], containers: ["ClientSession"], options: [] },
    { members: ["watch"], containers: ["Collection", "Db", "MongoClient"], options: [1], endless: true },
    { members: ["next", "hasNext"], containers: ["ChangeStream"], options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: { signal: "signal", maxTimeMS: "milliseconds" },
  powerless: { timeoutMS: "has no effect" },
  clients: [
    {
      members: ["MongoClient", "connect"],
      options: [1],
      bounds: { socketTimeoutMS: "milliseconds" },
      needs: [
        { options: ["socketTimeoutMS", "timeoutMS"], writes: "milliseconds", words: "an operation that the server is slow with waits for ever" },
      ],
    },
  ],
  retries: 1,
  emitters: ["ChangeStream"],
  resources: [
    { acquire: { members: ["startSession"], containers: ["MongoClient"] }, release: ["endSession"], using: "await using" },
    { acquire: { members: ["watch"], containers: ["Collection", "Db", "MongoClient"] }, release: ["close"], using: "await using" },
    { acquire: { members: ["connect"], containers: ["MongoClient"] }, release: ["close"], using: "await using" },
  ],
};

export default [mongodb];
