import type { Entry } from "../entry.ts";

/**
 * Version 9: what is asked before there is a connection fails after 10 s, and to find a server takes up to 30 s, both seen. The rest is as
 * with `mongodb`, whose options it hands on. Queries and aggregates that nobody awaits never run.
 */
const mongoose: Entry = {
  package: "mongoose",
  service: "database",
  operations: [
    {
      members: ["find", "findOne", "findById", "countDocuments", "estimatedDocumentCount", "exists", "distinct", "aggregate"],
      containers: ["Model"],
      options: [],
      idempotent: true,
    },
    {
      members: ["updateOne", "updateMany", "deleteOne", "deleteMany", "replaceOne", "create", "insertMany", "insertOne", "bulkWrite", "bulkSave"],
      containers: ["Model"],
      options: [],
    },
    {
      members: ["findOneAndUpdate", "findOneAndDelete", "findOneAndReplace", "findByIdAndUpdate", "findByIdAndDelete"],
      containers: ["Model"],
      options: [],
    },
    { members: ["exec"], containers: ["Query", "Aggregate"], options: [] },
    { members: ["save", "populate", "deleteOne", "updateOne"], containers: ["Document"], options: [] },
    { members: ["connect", "disconnect", "startSession"], options: [] },
    { members: ["asPromise", "transaction"], containers: ["Connection"], options: [] },
    { members: ["watch"], containers: ["Model"], options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: { maxTimeMS: "milliseconds" },
  links: { maxTimeMS: "milliseconds" },
  clients: [
    {
      members: ["connect", "createConnection"],
      options: [1],
      bounds: { socketTimeoutMS: "milliseconds" },
      needs: [
        { options: ["socketTimeoutMS", "timeoutMS"], writes: "milliseconds", words: "an operation that the server is slow with waits for ever" },
      ],
    },
  ],
  retries: 1,
  resources: [
    { acquire: { members: ["startSession"] }, release: ["endSession"] },
    { acquire: { members: ["cursor"], containers: ["Query"] }, release: ["close"], using: "await using" },
  ],
};

export default [mongoose];
