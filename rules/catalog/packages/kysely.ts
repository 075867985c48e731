import type { Entry } from "../entry.ts";

/** Version 0.28: it hands everything to the driver's pool, which is made beside it, and whose times hold. */
const kysely: Entry = {
  package: "kysely",
  service: "database",
  operations: [
    { members: ["execute", "executeTakeFirst", "executeTakeFirstOrThrow"], options: [] },
    { members: ["executeQuery", "destroy"], containers: ["Kysely"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  retries: 0,
  resources: [
    { acquire: { members: ["execute"], containers: ["ControlledTransactionBuilder"] }, release: ["commit", "rollback"] },
    { acquire: { members: ["Kysely"] }, release: ["destroy"], using: "await using" },
  ],
};

export default [kysely];
