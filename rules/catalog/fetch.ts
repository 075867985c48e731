import type { Entry } from "./entry.ts";

/** Node 20 to 26, by undici 6.24 to 8.10: read in its client.js, and seen to end after 302 s. */
export const fetch: Entry = {
  package: "node",
  global: true,
  service: "http",
  operations: [{ members: ["fetch"], options: [0, 1], target: 0 }],
  waits: { forEver: false, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  waitsInBrowser: { forEver: false, words: "waits until the browser gives up, which takes minutes" },
  bounds: { signal: "signal", dispatcher: "opaque" },
  programWide: [[/\bsetGlobalDispatcher\s*\(/, /\b(headersTimeout|bodyTimeout)\s*:\s*(?!0\b)/]],
  remedy: { option: "signal", writes: "signal" },
};
