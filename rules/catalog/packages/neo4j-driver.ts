import type { Entry } from "../entry.ts";

/**
 * Version 6: connecting ends after 30 s and waiting for a connection after 60 s. A query has no limit, and nothing that
 * a fix could write: `timeout` of a transaction is kept by the server, which a dead connection never hears; `signal` of
 * `executeQuery` is not heard while it connects, and after that it only asks the server to reset, and was seen to wait
 * for its answer for ever.
 */
const neo4j: Entry = {
  package: "neo4j-driver",
  also: ["neo4j-driver-core"],
  service: "database",
  operations: [
    { members: ["executeQuery"], containers: ["Driver"], options: [2], target: 0 },
    {
      members: ["verifyConnectivity", "getServerInfo"],
      containers: ["Driver"],
      options: [],
      waits: { limit: 60_000, words: "waits up to a minute" },
    },
  ],
  waits: { words: "waits for ever once it is connected, whatever its `signal` says" },
  bounds: { signal: "part", "transactionConfig.timeout": "part" },
  remedy: { writes: "milliseconds" },
  resources: [
    { acquire: { members: ["session"], containers: ["Driver"] }, release: ["close"], using: "await using" },
    {
      acquire: { members: ["beginTransaction"], containers: ["Session"] },
      release: ["commit", "rollback", "close"],
      using: "await using",
    },
  ],
};

export default [neo4j];
