import type { Entry } from "../entry.ts";

/**
 * Version 1.4: the 5 minutes of Node's `fetch`, in up to 6 attempts. The `signal` of a method reaches its request,
 * which was seen; that of `run` does not: it is looked at between polls alone.
 */
const replicate: Entry = {
  package: "replicate",
  service: "llm",
  operations: [
    // Several classes of methods in one name: the options come after as many names as each takes.
    { members: ["create"], containers: ["__type"], options: [0, 1, 2, 3], unplaced: true },
    { members: ["get"], containers: ["__type"], options: [0, 1, 2, 3], idempotent: true, unplaced: true },
    { members: ["list"], containers: ["__type"], options: [0, 1, 2], idempotent: true, unplaced: true },
    { members: ["delete", "update"], containers: ["__type"], options: [1, 2], unplaced: true },
    { members: ["search"], containers: ["__type"], options: [1], idempotent: true },
    { members: ["cancel"], containers: ["__type"], options: [1] },
    { members: ["request"], options: [1] },
  ],
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  bounds: { signal: "signal" },
  clients: [{ members: ["Replicate", "default"], options: [0], bounds: { fetch: "opaque" }, address: "baseUrl" }],
  remedy: { option: "signal", writes: "signal" },
  retries: 5,
  throwsOnStatus: true,
};

const run: Entry = {
  package: "replicate",
  service: "llm",
  operations: [
    { members: ["run", "wait"], options: [1] },
    { members: ["stream"], options: [1], endless: true },
  ],
  waits: replicate.waits,
  bounds: {},
  powerless: { signal: "is looked at between polls alone" },
  clients: replicate.clients ?? [],
  retries: 5,
  throwsOnStatus: true,
};

export default [replicate, run];
