import type { Entry } from "../entry.ts";

/** Version 4.10: connecting ends after 5 s and a request after 12 s per host (lib/client-options.js), seen. */
const cassandra: Entry = {
  package: "cassandra-driver",
  service: "database",
  operations: [
    { members: ["execute", "executeGraph"], containers: ["Client"], options: [2] },
    { members: ["batch"], containers: ["Client"], options: [1] },
    { members: ["eachRow", "stream"], containers: ["Client"], options: [2] },
    { members: ["connect", "shutdown"], containers: ["Client"], options: [] },
  ],
  waits: { limit: 12_000, words: "waits up to 12 seconds for each host" },
  bounds: { readTimeout: "milliseconds" },
  clients: [{ members: ["Client"], options: [0], bounds: { "socketOptions.readTimeout": "milliseconds" } }],
  retries: 1,
  resources: [{ acquire: { members: ["connect"], containers: ["Client"] }, release: ["shutdown"] }],
};

export default [cassandra];
