import type { Entry } from "../entry.ts";

/**
 * Version 10: lib/terminate/timeout.js sets a timer only where `timeout` is given, and lib/terminate/cancel.js listens
 * to `cancelSignal`, which was `signal` up to version 8. What inherits its streams is watched by somebody, and what is
 * detached is meant to outlive the call.
 */
const facts = {
  package: "execa",
  service: "process",
  waits: { words: "waits for ever" },
  bounds: {
    timeout: "milliseconds",
    cancelSignal: "signal",
    signal: "signal",
    stdio: "opaque",
    stdin: "opaque",
    detached: "opaque",
  },
  retries: 0,
  throwsOnStatus: true,
} as const satisfies Partial<Entry>;

const started: Entry = {
  ...facts,
  operations: [
    { members: ["execa", "execaNode", "default", "node"], options: [1, 2] },
    { members: ["execaCommand", "command"], options: [1] },
    { members: ["execa", "default"], isClient: true, options: [1, 2] },
  ],
  endedBy: ["kill", "cancel"],
  remedy: { option: "timeout", writes: "milliseconds" },
};

/** Who blocks for a program is mostly a tool that somebody runs and watches: nothing is reported. */
const blocking: Entry = {
  ...facts,
  operations: [
    { members: ["execaSync", "sync"], options: [1, 2] },
    { members: ["execaCommandSync", "commandSync"], options: [1] },
  ],
};

export default [started, blocking];
