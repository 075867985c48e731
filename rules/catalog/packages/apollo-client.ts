import type { Entry } from "../entry.ts";

/**
 * Version 4: its links call `fetch` with no time of their own. A call's context may hold a signal; what a link does is
 * not followed, so that calls of a client with a link are left alone.
 */
const apollo: Entry = {
  package: "@apollo/client",
  service: "http",
  operations: [
    { members: ["query"], containers: ["ApolloClient"], options: [0], idempotent: true },
    { members: ["mutate"], containers: ["ApolloClient"], options: [0] },
    { members: ["watchQuery", "subscribe"], containers: ["ApolloClient"], options: [0], endless: true },
  ],
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  waitsInBrowser: { limit: 300_000, words: "waits until the browser gives up, which takes minutes" },
  bounds: { "context.fetchOptions.signal": "signal" },
  clients: [{ members: ["ApolloClient"], options: [0], bounds: { link: "opaque", fetch: "opaque" }, address: "uri" }],
  remedy: { option: "context.fetchOptions.signal", writes: "signal" },
  retries: 0,
  throwsOnStatus: true,
};

export default [apollo];
