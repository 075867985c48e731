import type { Entry } from "../entry.ts";

/**
 * Node 20 and 24: `timeout: 0` in child_process.js, so none. It sends SIGTERM once, to the child alone: one that traps the
 * signal runs on unless `killSignal` says more. What inherits its streams is watched by somebody, and what is detached is meant
 * to outlive the call; a spawned or forked program is mostly meant to run long.
 */
const childProcess: Entry = {
  package: "node",
  modules: ["child_process"],
  service: "process",
  operations: [
    { members: ["exec", "execSync"], options: [1] },
    { members: ["execFile", "execFileSync", "spawnSync"], options: [1, 2] },
    { members: ["spawn", "fork"], options: [1, 2], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: { timeout: "milliseconds", signal: "signal", stdio: "opaque", detached: "opaque" },
  endedBy: ["kill"],
  remedy: { option: "timeout", writes: "milliseconds" },
  retries: 0,
  emitters: ["ChildProcess"],
};

export default [childProcess];
