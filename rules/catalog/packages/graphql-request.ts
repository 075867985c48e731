import type { Entry } from "../entry.ts";

/**
 * Version 7: it calls `fetch` with no time of its own (build/legacy/helpers/runRequest.js). A signal has no place
 * beside arguments that are given one by one, only in the object that may hold all of them.
 */
const facts = {
  package: "graphql-request",
  service: "http",
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  waitsInBrowser: { limit: 300_000, words: "waits until the browser gives up, which takes minutes" },
  remedy: {
    option: "signal",
    writes: "signal",
    beside: "in the form that takes one object: `{ document, variables, signal }`",
  },
  programWide: [["\\bsetGlobalDispatcher\\s*\\(", "\\b(headersTimeout|bodyTimeout)\\s*:\\s*(?!0\\b)"]],
  retries: 0,
  throwsOnStatus: true,
} as const satisfies Partial<Entry>;

const functions: Entry = {
  ...facts,
  operations: [{ members: ["request", "rawRequest", "batchRequests"], options: [0], target: 0 }],
  bounds: { signal: "signal" },
};

const client: Entry = {
  ...facts,
  operations: [
    { members: ["request", "rawRequest", "batchRequests"], containers: ["GraphQLClient"], options: [0], target: 0 },
  ],
  bounds: { signal: "signal" },
  clients: [
    {
      members: ["GraphQLClient"],
      options: [1],
      bounds: { signal: "signal", fetch: "opaque", requestMiddleware: "opaque" },
    },
  ],
};

export default [client, functions];
