import type { Entry } from "../entry.ts";

/**
 * Version 6: connecting ends after 30 s and waiting for a connection after 60 s. A query has no limit: `timeout` of a
 * transaction is kept by the server, which a dead connection never hears; `signal` of `executeQuery` is the client's
 * own.
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
  waits: { words: "waits for ever once it is connected" },
  bounds: { signal: "signal", "transactionConfig.timeout": "part" },
  remedy: { option: "signal", writes: "signal" },
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
