import type { Entry } from "../entry.ts";

const facts = {
  package: "node-fetch",
  service: "http",
  operations: [{ members: ["default", "fetch"], isClient: true, options: [0, 1], target: 0 }],
  waits: { words: "waits for ever" },
  retries: 0,
  throwsOnStatus: false,
} as const satisfies Partial<Entry>;

/** Version 3: built on Node's http, no timeout in src/index.js; seen pending after 431 s. `timeout` was removed. */
const current: Entry = {
  ...facts,
  majors: [3],
  bounds: { signal: "signal" },
  powerless: { timeout: "is ignored" },
  remedy: { option: "signal", writes: "signal" },
};

/**
 * Version 2: `timeout` bounds the headers, and with a timer of its own the whole body; a slow trickle was seen to be
 * aborted.
 */
const second: Entry = {
  ...facts,
  majors: [1, 2],
  bounds: { timeout: "milliseconds", signal: "signal" },
  remedy: { option: "timeout", writes: "milliseconds" },
};

export default [current, second];
