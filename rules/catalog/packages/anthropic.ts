import type { Entry, Operation } from "../entry.ts";

const operations: readonly Operation[] = [
  { members: ["create", "parse"], containers: ["Messages"], options: [1] },
  { members: ["countTokens"], containers: ["Messages"], options: [1], idempotent: true },
  { members: ["create"], containers: ["Batches"], options: [1] },
  { members: ["list"], containers: ["Batches", "Files", "Models"], options: [1], idempotent: true },
  { members: ["retrieve"], containers: ["Batches", "Models"], options: [2], idempotent: true },
  { members: ["cancel", "delete"], containers: ["Batches"], options: [2] },
  { members: ["upload"], containers: ["Files"], options: [1] },
  { members: ["retrieveMetadata", "download"], containers: ["Files"], options: [2], idempotent: true },
  { members: ["delete"], containers: ["Files"], options: [2] },
  { members: ["results"], containers: ["Batches"], options: [2], endless: true },
  { members: ["stream", "toolRunner"], containers: ["Messages"], options: [1], endless: true },
];

/**
 * Version 1.10: the client's own 10 minutes for headers, and below it the 5 of Node's `fetch`, read in client.js. A
 * body that stalls was seen to outlast `timeout`, so only a signal bounds.
 */
const anthropic: Entry = {
  package: "@anthropic-ai/sdk",
  majors: [1],
  service: "llm",
  operations,
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  bounds: { timeout: "part", signal: "signal" },
  clients: [
    {
      members: ["Anthropic", "BaseAnthropic"],
      options: [0],
      bounds: { timeout: "part", fetch: "opaque", fetchOptions: "opaque" },
      address: "baseURL",
    },
    {
      members: ["withOptions"],
      options: [0],
      bounds: { timeout: "part", fetch: "opaque", fetchOptions: "opaque" },
      inherits: true,
    },
  ],
  remedy: { option: "signal", writes: "signal" },
  retries: 2,
  throwsOnStatus: true,
};

/** Before version 1: 10 minutes for headers, by the sources of 0.39 and 0.60; the oldest call by node-fetch. */
const anthropic0: Entry = {
  ...anthropic,
  majors: [0, 0],
  waits: { limit: 600_000, words: "waits up to 10 minutes for headers" },
};

export default [anthropic, anthropic0];
