import type { Entry } from "../entry.ts";

/**
 * Version 6.2: its calls are those of the database behind it, which with MongoDB takes up to 30 s to be found. A job has no limit, and is
 * locked for 10 minutes (dist/index.js). Not run.
 */
const agenda: Entry = {
  package: "agenda",
  service: "queue",
  operations: [
    { members: ["start", "stop", "every", "schedule", "now", "cancel", "queryJobs", "drain"], containers: ["Agenda"], options: [] },
    { members: ["save", "remove"], containers: ["Job"], options: [] },
    { members: ["run"], containers: ["Job"], options: [], endless: true },
  ],
  waits: { words: "waits as long as the database behind it" },
  bounds: {},
  retries: 0,
  emitters: ["Agenda"],
  resources: [{ acquire: { members: ["start"], containers: ["Agenda"] }, release: ["stop", "drain"] }],
};

export default [agenda];
