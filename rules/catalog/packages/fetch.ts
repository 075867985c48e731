import type { Entry } from "../entry.ts";

/** Node 20 to 26, by undici 6.24 to 8.10: read in its client.js, and seen to end after 302 s. */
const fetch: Entry = {
  package: "node",
  global: true,
  service: "http",
  operations: [{ members: ["fetch"], options: [0, 1], target: 0 }],
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  waitsInBrowser: { limit: 300_000, words: "waits until the browser gives up, which takes minutes" },
  bounds: { signal: "signal", dispatcher: "opaque" },
  powerless: { timeout: "is ignored" },
  programWide: [["\\bsetGlobalDispatcher\\s*\\(", "\\b(headersTimeout|bodyTimeout)\\s*:\\s*(?!0\\b)"]],
  remedy: { option: "signal", writes: "signal" },
  retries: 0,
  throwsOnStatus: false,
};

export default [fetch];
