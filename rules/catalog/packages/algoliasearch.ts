import type { Entry } from "../entry.ts";

const containers = ["__type"];

/** Version 5.64: 2 s for the first header, then 5 to read, 30 to write, a little more for other hosts: seen, 20 s. */
const algoliasearch: Entry = {
  package: "algoliasearch",
  also: ["@algolia/client-search"],
  service: "http",
  operations: [
    {
      members: ["search", "searchSingleIndex", "searchForHits", "getObject", "getObjects"],
      containers,
      options: [1],
      idempotent: true,
    },
    {
      members: ["saveObject", "addOrUpdateObject", "partialUpdateObject", "deleteObject", "batch"],
      containers,
      options: [1],
    },
    {
      members: ["saveObjects", "deleteObjects", "replaceAllObjects", "browseObjects", "waitForTask"],
      containers,
      options: [1],
      endless: true,
    },
  ],
  waits: { limit: 20_000, words: "waits up to 20 s" },
  bounds: { timeouts: "opaque" },
  clients: [{ members: ["algoliasearch"], options: [2], bounds: { timeouts: "opaque" } }],
  throwsOnStatus: true,
};

export default [algoliasearch];
