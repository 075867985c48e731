import type { Entry } from "../entry.ts";

/**
 * Version 4: a stream of events is meant to stay open. A quiet one ends with the 5 minutes of `fetch` and is opened
 * anew every 3 s; one that is answered with any status but 200 is closed for good.
 */
const eventsource: Entry = {
  package: "eventsource",
  service: "http",
  operations: [],
  waits: { limit: 300_000, words: "waits up to 5 minutes for an event" },
  bounds: {},
  resources: [{ acquire: { members: ["EventSource", "EventSource_2"] }, release: ["close"] }],
};

export default [eventsource];
