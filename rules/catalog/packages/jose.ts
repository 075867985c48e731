import type { Entry } from "../entry.ts";

/** Versions 5 and 6: 5 s for fetching keys, in jwks/remote.js; seen for headers and for a body that stalls. */
const jose: Entry = {
  package: "jose",
  service: "http",
  operations: [{ members: ["reload"], containers: ["RemoteJWKSet"], options: [], idempotent: true }],
  waits: { limit: 5_000, words: "waits up to 5 s" },
  bounds: { timeoutDuration: "milliseconds" },
  clients: [{ members: ["createRemoteJWKSet"], options: [1] }],
  retries: 0,
  throwsOnStatus: true,
};

export default [jose];
