import type { Entry } from "../entry.ts";

/** Node 20 to 26: seen pending after 430 s. The `timeout` of a request, and of its agent, only emits an event. */
const http: Entry = {
  package: "node",
  modules: ["http", "https"],
  service: "http",
  operations: [{ members: ["get", "request"], options: [0, 1], target: 0 }],
  waits: { words: "waits for ever" },
  bounds: { signal: "signal" },
  emits: { option: "timeout", event: "timeout", method: "setTimeout", ends: ["destroy", "abort"] },
  remedy: { option: "signal", writes: "signal", beside: "and listen to `error`, which is how it ends" },
  retries: 0,
  throwsOnStatus: false,
  emitters: ["ClientRequest"],
};

export default [http];
