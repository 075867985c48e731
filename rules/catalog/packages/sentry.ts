import type { Entry } from "../entry.ts";

/**
 * Versions 8 to 11: without an argument `flush` and `close` wait until all is sent (client.js of its core); seen
 * pending after 100 s. What is captured is kept and sent later, so that nobody waits for it.
 */
const sentry: Entry = {
  package: "@sentry/node",
  also: ["@sentry/core"],
  service: "http",
  operations: [{ members: ["flush", "close"], options: [], argument: { at: 0, is: "milliseconds" }, idempotent: true }],
  waits: { words: "waits for ever" },
  bounds: {},
  remedy: { argument: 0, writes: "milliseconds" },
  retries: 0,
};

export default [sentry];
