import type { Entry } from "../entry.ts";

/** Version 3: it tells everything by events, and connects again for ever (lib/connection.js). No call waits for an answer. */
const rhea: Entry = {
  package: "rhea",
  service: "queue",
  operations: [
    { members: ["connect"], containers: ["Container"], options: [], endless: true },
    { members: ["send"], containers: ["Sender"], options: [] },
  ],
  waits: { words: "tells of the outcome by an event" },
  bounds: {},
  emitters: ["Container"],
  resources: [
    { acquire: { members: ["connect"], containers: ["Container"] }, release: ["close"] },
    { acquire: { members: ["open_sender", "open_receiver"], containers: ["Connection"] }, release: ["close"] },
  ],
};

export default [rhea];
