import type { Entry } from "../entry.ts";

/** Version 6: its commands wait as long as the backend does, which is 30 s with MongoDB's own limits. */
const agenda: Entry = {
  package: "agenda",
  service: "queue",
  operations: [
    {
      members: ["start", "stop", "drain", "every", "schedule", "now", "cancel", "queryJobs"],
      containers: ["Agenda"],
      options: [],
    },
    { members: ["save", "remove", "run"], containers: ["Job"], options: [] },
  ],
  waits: { limit: 30_000, words: "waits as long as its database does" },
  bounds: {},
  retries: 0,
  resources: [{ acquire: { members: ["start"], containers: ["Agenda"] }, release: ["stop", "drain"] }],
};

export default [agenda];
