import type { Entry } from "../entry.ts";

/**
 * Version 1: it reconnects for ever and its calls wait for that, seen pending after 65 s. They take callbacks and no
 * timeout.
 */
const zookeeper: Entry = {
  package: "node-zookeeper-client",
  service: "database",
  operations: [
    { members: ["getData", "exists", "getChildren"], containers: ["Client"], options: [], idempotent: true },
    { members: ["setData", "create", "remove"], containers: ["Client"], options: [] },
    { members: ["commit"], containers: ["Transaction"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [{ members: ["createClient"], options: [1], bounds: { sessionTimeout: "part" } }],
  resources: [{ acquire: { members: ["createClient"] }, release: ["close"] }],
};

export default [zookeeper];
