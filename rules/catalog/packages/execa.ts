import type { Entry } from "../entry.ts";

/**
 * Version 10: lib/terminate/timeout.js sets a timer only where `timeout` is given, and lib/terminate/cancel.js listens to
 * `cancelSignal`, which was `signal` up to version 8. What inherits its streams is watched by somebody, and what is detached is
 * meant to outlive the call.
 */
const execa: Entry = {
  package: "execa",
  service: "process",
  operations: [
    { members: ["execa", "execaSync", "execaNode", "default", "sync", "node"], options: [1, 2] },
    { members: ["execaCommand", "execaCommandSync", "command", "commandSync"], options: [1] },
    { members: ["execa", "default"], isClient: true, options: [1, 2] },
  ],
  waits: { words: "waits for ever" },
  bounds: {
    timeout: "milliseconds",
    cancelSignal: "signal",
    signal: "signal",
    stdio: "opaque",
    stdin: "opaque",
    detached: "opaque",
  },
  endedBy: ["kill", "cancel"],
  remedy: { option: "timeout", writes: "milliseconds" },
  retries: 0,
  throwsOnStatus: true,
};

export default [execa];
