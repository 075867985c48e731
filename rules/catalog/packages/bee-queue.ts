import type { Entry } from "../entry.ts";

/** Version 2: over Redis; refused connections reject soon, and nothing is known of a Redis that hangs. */
const bee: Entry = {
  package: "bee-queue",
  service: "queue",
  operations: [
    { members: ["save", "remove"], containers: ["Job"], options: [] },
    { members: ["getJob", "checkHealth"], containers: ["BeeQueue"], options: [], idempotent: true },
    { members: ["ready", "close", "checkStalledJobs"], containers: ["BeeQueue"], options: [] },
  ],
  waits: { words: "waits as long as its Redis client does" },
  bounds: {},
  retries: 0,
  emitters: [{ members: ["BeeQueue", "default"], is: "queue", when: "the connection to Redis breaks" }],
  resources: [{ acquire: { members: ["BeeQueue"] }, release: ["close"] }],
};

export default [bee];
