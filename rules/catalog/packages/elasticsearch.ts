import type { Entry, Operation } from "../entry.ts";

const operations: readonly Operation[] = [
  {
    members: ["search", "get", "mget", "count", "exists", "getSource", "existsSource", "explain", "fieldCaps"],
    options: [1],
    idempotent: true,
  },
  {
    members: ["info", "ping", "health", "stats", "getMapping", "getSettings", "getAlias", "termsEnum"],
    options: [1],
    idempotent: true,
  },
  { members: ["index", "create", "update", "delete"], options: [1] },
  {
    members: ["putMapping", "putSettings", "putAlias", "updateAliases", "putIndexTemplate", "refresh", "rollover"],
    options: [1],
  },
  { members: ["scroll", "clearScroll", "openPointInTime", "closePointInTime"], options: [1] },
  { members: ["reindex", "updateByQuery", "deleteByQuery", "forcemerge"], options: [1], endless: true },
];

/**
 * Version 9.4: no timeout, and the limits of undici are switched off; seen pending after 335 s. `requestTimeout` of a
 * client ends a stalled body too, that of a call the headers alone, a signal both, which was seen. Bulk requests are
 * left out: a helper of the same name goes on for as long as there is data.
 */
const elasticsearch: Entry = {
  package: "@elastic/elasticsearch",
  majors: [9],
  service: "database",
  operations,
  waits: { words: "waits for ever" },
  bounds: { requestTimeout: "part", signal: "signal" },
  clients: [
    {
      members: ["Client", "default"],
      options: [0],
      bounds: { requestTimeout: "milliseconds", Transport: "opaque", Connection: "opaque", ConnectionPool: "opaque" },
      address: "node",
    },
  ],
  remedy: { option: "signal", writes: "signal" },
  retries: 3,
  throwsOnStatus: true,
};

export default [elasticsearch];
