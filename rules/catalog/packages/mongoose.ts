import type { Entry } from "../entry.ts";

/**
 * Version 9: a call before the connection ends after 10 s and connecting after 30 s; once it was sent, a query waits
 * for ever. `timeoutMS` does nothing in 9.12; made with it, a connection is left alone nevertheless, since a major does
 * not tell where it did.
 */
const mongoose: Entry = {
  package: "mongoose",
  service: "database",
  operations: [
    { members: ["connect"], options: [1], waits: { limit: 30_000, words: "waits up to 30 seconds" } },
    {
      members: ["find", "findOne", "findById", "countDocuments", "exists", "distinct", "aggregate"],
      containers: ["Model"],
      options: [],
      idempotent: true,
    },
    {
      members: [
        "create", "insertMany", "updateOne", "updateMany", "deleteOne", "deleteMany", "findOneAndUpdate",
        "findByIdAndUpdate", "findByIdAndDelete", "bulkWrite",
      ],
      containers: ["Model"],
      options: [],
    },
    { members: ["exec"], containers: ["Query", "Aggregate"], options: [] },
    { members: ["save", "deleteOne", "populate", "updateOne"], containers: ["Document", "Model"], options: [] },
  ],
  waits: { words: "waits for ever once it is connected" },
  bounds: {},
  clients: [
    {
      members: ["connect", "createConnection"],
      options: [1],
      needs: [
        {
          options: ["socketTimeoutMS", "timeoutMS"],
          writes: "milliseconds",
          words: "a query that the server is slow with waits for ever",
        },
      ],
    },
  ],
  retries: 1,
};

export default [mongoose];
