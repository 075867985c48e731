import type { Entry } from "../entry.ts";

/**
 * Version 4: 30 s for the headers (src/JwksClient.js). A body that stalls was seen to leave the promise pending, which
 * no option but an own `fetcher` helps against.
 */
const jwksRsa: Entry = {
  package: "jwks-rsa",
  service: "http",
  operations: [
    {
      members: ["getSigningKey", "getSigningKeys", "getKeys"],
      containers: ["JwksClient"],
      options: [],
      idempotent: true,
    },
  ],
  waits: { limit: 30_000, words: "waits up to 30 s for headers" },
  bounds: { timeout: "part", fetcher: "opaque" },
  clients: [
    { members: ["JwksRsa", "JwksClient", "passportJwtSecret", "expressJwtSecret"], options: [0], address: "jwksUri" },
  ],
  retries: 0,
  throwsOnStatus: true,
};

export default [jwksRsa];
