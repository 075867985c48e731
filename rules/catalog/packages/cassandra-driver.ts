import type { Entry } from "../entry.ts";

/**
 * Version 4: 12 s for an answer of each host and 5 s to connect; seen to end after 15.5 s. It tries again on the next
 * host.
 */
const cassandra: Entry = {
  package: "cassandra-driver",
  service: "database",
  operations: [
    { members: ["connect", "shutdown"], containers: ["Client"], options: [] },
    { members: ["execute", "batch", "executeGraph"], containers: ["Client"], options: [2] },
    { members: ["eachRow", "stream"], containers: ["Client"], options: [] },
  ],
  waits: { limit: 24_000, words: "waits up to 12 seconds for each host it tries" },
  bounds: { readTimeout: "milliseconds" },
  clients: [
    {
      members: ["Client"],
      options: [0],
      bounds: { "socketOptions.readTimeout": "milliseconds" },
      address: "contactPoints",
    },
  ],
  retries: 1,
  resources: [{ acquire: { members: ["connect"], containers: ["Client"] }, release: ["shutdown"] }],
};

export default [cassandra];
