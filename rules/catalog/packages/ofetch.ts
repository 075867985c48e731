import type { Entry } from "../entry.ts";

/**
 * Version 1.5: it sets no time of its own, so that of `fetch` holds, and what may be asked twice is asked twice. Its
 * `timeout` ends with the headers, and is not looked at where a signal is given.
 */
const ofetch: Entry = {
  package: "ofetch",
  service: "http",
  operations: [
    { members: ["ofetch", "$fetch"], options: [0, 1], target: 0 },
    { members: ["raw", "native"], containers: ["$Fetch"], options: [0, 1], target: 0 },
    { members: ["ofetch", "$fetch"], isClient: true, options: [0, 1], target: 0 },
  ],
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  waitsInBrowser: { limit: 300_000, words: "waits until the browser gives up, which takes minutes" },
  bounds: { signal: "signal", timeout: "part", dispatcher: "opaque", onRequest: "opaque" },
  clients: [{ members: ["create"], containers: ["$Fetch"], options: [0], inherits: true, address: "baseURL" }],
  programWide: [["\\bsetGlobalDispatcher\\s*\\(", "\\b(headersTimeout|bodyTimeout)\\s*:\\s*(?!0\\b)"]],
  remedy: { option: "signal", writes: "signal" },
  retries: 1,
  throwsOnStatus: true,
};

export default [ofetch];
