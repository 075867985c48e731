import type { Entry } from "../entry.ts";

const containers = ["__type"];

/** Version 2: 10 s in distribution/core/Ky.js, for each attempt, which bound the headers, and then reading the body. */
const ky: Entry = {
  package: "ky",
  majors: [2],
  service: "http",
  operations: [
    { members: ["get", "head"], containers, options: [1], target: 0, idempotent: true },
    { members: ["post", "put", "patch", "delete"], containers, options: [1], target: 0 },
    { members: ["ky", "default"], isClient: true, options: [0, 1], target: 0 },
  ],
  waits: { limit: 10_000, words: "waits up to 10 s for headers" },
  bounds: { timeout: "milliseconds", totalTimeout: "milliseconds", signal: "signal", fetch: "opaque" },
  clients: [
    { members: ["create"], containers, options: [0], address: "prefixUrl" },
    { members: ["extend"], containers, options: [0], inherits: true, address: "prefixUrl" },
  ],
  remedy: { option: "timeout", writes: "milliseconds" },
  retries: 2,
  throwsOnStatus: true,
};

/** Version 1: the same time ends with the headers, and a body that stalls was seen to hang. */
const first: Entry = {
  ...ky,
  majors: [0, 1],
  bounds: { timeout: "part", signal: "signal", fetch: "opaque" },
  remedy: { option: "signal", writes: "signal" },
};

export default [ky, first];
