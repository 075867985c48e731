import type { Entry } from "../entry.ts";

/**
 * Version 11: its links call `fetch` with no time of their own; seen to end after 300 s. Procedures are members of a
 * mapped type. A link may be given a `fetch` that sets a signal, which counts for the program that makes it.
 */
const trpc: Entry = {
  package: "@trpc/client",
  service: "rpc",
  operations: [
    { members: ["query"], containers: ["__type"], options: [1], idempotent: true },
    { members: ["mutate"], containers: ["__type"], options: [1] },
    { members: ["query"], containers: ["TRPCUntypedClient"], options: [2], idempotent: true },
    { members: ["mutation"], containers: ["TRPCUntypedClient"], options: [2] },
    { members: ["subscribe"], containers: ["__type"], options: [1], endless: true },
    { members: ["subscription"], containers: ["TRPCUntypedClient"], options: [2], endless: true },
  ],
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  waitsInBrowser: { limit: 300_000, words: "waits until the browser gives up, which takes minutes" },
  bounds: { signal: "signal" },
  programWide: [
    ["\\b(createTRPC\\w*Client|http(Batch|BatchStream)?Link|wsLink)\\s*(<[^;]*?>)?\\(", "\\bsignal\\b|timeout"],
    ["\\bsetGlobalDispatcher\\s*\\(", "\\b(headersTimeout|bodyTimeout)\\s*:\\s*(?!0\\b)"],
  ],
  remedy: { option: "signal", writes: "signal" },
  retries: 0,
  throwsOnStatus: true,
};

export default [trpc];
