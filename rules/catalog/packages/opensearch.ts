import type { Entry } from "../entry.ts";

/** Versions 2 and 3: 30 s for headers in each of 4 attempts, seen to end. A body that stalls outlasts it. */
const opensearch: Entry = {
  package: "@opensearch-project/opensearch",
  service: "database",
  operations: [
    {
      members: ["search", "get", "mget", "count", "exists", "msearch", "info", "ping", "getSource"],
      options: [1],
      idempotent: true,
    },
    { members: ["index", "create", "update", "delete", "bulk", "scroll", "clearScroll"], options: [1] },
    { members: ["reindex", "updateByQuery", "deleteByQuery"], options: [1], endless: true },
  ],
  waits: { limit: 30_000, words: "waits up to 30 s for headers" },
  bounds: { requestTimeout: "part" },
  clients: [{ members: ["Client"], options: [0], bounds: { requestTimeout: "part" }, address: "node" }],
  retries: 3,
  throwsOnStatus: true,
};

export default [opensearch];
