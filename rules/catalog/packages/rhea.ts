import type { Entry } from "../entry.ts";

/** Version 3: it reconnects for ever, and tells of it by events alone: nothing is awaited, so nothing hangs. */
const rhea: Entry = {
  package: "rhea",
  service: "queue",
  operations: [
    { members: ["connect"], containers: ["Container"], options: [] },
    { members: ["send"], containers: ["Sender"], options: [] },
  ],
  waits: { words: "goes on trying for ever" },
  bounds: {},
  resources: [{ acquire: { members: ["connect"], containers: ["Container"] }, release: ["close"] }],
};

export default [rhea];
