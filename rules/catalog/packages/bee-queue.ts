import type { Entry } from "../entry.ts";

/** Version 2: its calls are those of `redis` 3; with no Redis there, saving a job failed at once. The `timeout` of a job is for its run. */
const beeQueue: Entry = {
  package: "bee-queue",
  service: "queue",
  operations: [
    { members: ["save", "remove"], containers: ["Job"], options: [] },
    { members: ["getJob", "checkHealth"], containers: ["BeeQueue"], options: [], idempotent: true },
    { members: ["close", "ready", "checkStalledJobs"], containers: ["BeeQueue"], options: [] },
    { members: ["process"], containers: ["BeeQueue"], options: [], endless: true },
  ],
  waits: { words: "waits until Redis answers" },
  bounds: {},
  retries: 0,
  emitters: ["BeeQueue"],
  resources: [{ acquire: { members: ["BeeQueue"] }, release: ["close"] }],
};

export default [beeQueue];
