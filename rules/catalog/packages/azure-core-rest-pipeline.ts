import type { Entry } from "../entry.ts";

/**
 * Version 1.24: no timeout, seen pending. A request is bounded where it is made, whoever sends it: `timeout` until the
 * headers, which was seen, a signal in all.
 */
const restPipeline: Entry = {
  package: "@azure/core-rest-pipeline",
  service: "http",
  operations: [{ members: ["createPipelineRequest"], options: [0] }],
  waits: { words: "waits for ever" },
  bounds: { timeout: "part", abortSignal: "signal" },
  remedy: { option: "abortSignal", writes: "signal" },
  retries: 3,
  throwsOnStatus: false,
};

export default [restPipeline];
