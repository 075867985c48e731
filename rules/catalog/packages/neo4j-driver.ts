import type { Entry } from "../entry.ts";

/**
 * Version 6.3: against a server that says nothing it gave up after 60 s, which is the wait for a connection. A query that the server is slow
 * with has no limit but the `timeout` of its transaction, which the server keeps, and the signal of `executeQuery`.
 */
const neo4j: Entry = {
  package: "neo4j-driver",
  also: ["neo4j-driver-core", "neo4j-driver-lite"],
  service: "database",
  operations: [
    { members: ["executeQuery"], containers: ["Driver"], options: [2] },
    { members: ["verifyConnectivity", "getServerInfo", "close"], containers: ["Driver"], options: [] },
    { members: ["run"], containers: ["Session"], options: [2] },
    { members: ["run"], containers: ["Transaction", "ManagedTransaction"], options: [] },
    { members: ["executeRead", "executeWrite"], containers: ["Session"], options: [1] },
    { members: ["beginTransaction"], containers: ["Session"], options: [0] },
    { members: ["commit", "rollback"], containers: ["Transaction"], options: [] },
  ],
  waits: { limit: 60_000, words: "waits up to a minute for a connection" },
  bounds: { timeout: "milliseconds", signal: "signal", "transactionConfig.timeout": "milliseconds" },
  resources: [
    { acquire: { members: ["session"], containers: ["Driver"] }, release: ["close"], using: "await using" },
    { acquire: { members: ["beginTransaction"], containers: ["Session"] }, release: ["commit", "rollback", "close"], using: "await using" },
    { acquire: { members: ["driver"] }, release: ["close"], using: "await using" },
  ],
};

export default [neo4j];
