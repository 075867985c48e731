import type { Entry } from "../entry.ts";

/**
 * Version 3: 10 s for connecting alone, and nothing for headers or body (lib/needle.js); seen pending after 431 s, also
 * with `timeout`, which is another name of `open_timeout`. Only its two other times together bound a request.
 */
const needle: Entry = {
  package: "needle",
  service: "http",
  operations: [
    { members: ["get", "head"], containers: ["needle"], options: [1], target: 0, idempotent: true },
    { members: ["post", "put", "patch", "delete"], containers: ["needle"], options: [2], target: 0 },
    { members: ["request"], containers: ["needle"], options: [3], target: 1 },
    { members: ["needle", "default"], isClient: true, options: [2, 3], target: 1, unplaced: true },
  ],
  waits: { words: "waits for ever" },
  bounds: { response_timeout: "part", read_timeout: "part", signal: "signal" },
  powerless: { timeout: "bounds connecting alone", open_timeout: "bounds connecting alone" },
  programWide: [["\\bneedle\\.defaults\\s*\\(", "\\bresponse_timeout\\s*:\\s*(?!0\\b)"]],
  remedy: { option: "response_timeout", alongside: "read_timeout", writes: "milliseconds" },
  retries: 0,
  throwsOnStatus: false,
};

export default [needle];
