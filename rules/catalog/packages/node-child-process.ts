import type { Entry } from "../entry.ts";

/** Programs that are there wherever Node is. */
const present = "\\(\\s*(process\\.(execPath|argv)|[\"'](/bin/)?(sh|bash|node|cmd(\\.exe)?)[\"'])|\\bshell:\\s*true\\b";

/**
 * Node 20 and 24: `timeout: 0` in child_process.js, so none. It sends SIGTERM once, to the child alone: one that traps
 * the signal runs on unless `killSignal` says more. What inherits its streams is watched by somebody, and what is
 * detached is meant to outlive the call; a spawned or forked program is mostly meant to run long.
 */
const facts = {
  package: "node",
  modules: ["child_process"],
  service: "process",
  waits: { words: "waits for ever" },
  bounds: { timeout: "milliseconds", signal: "signal", stdio: "opaque", detached: "opaque" },
  retries: 0,
} as const satisfies Partial<Entry>;

const started: Entry = {
  ...facts,
  operations: [
    { members: ["exec"], options: [1] },
    { members: ["execFile"], options: [1, 2] },
    { members: ["spawn", "fork"], options: [1, 2], endless: true },
  ],
  endedBy: ["kill"],
  remedy: { option: "timeout", writes: "milliseconds" },
  emitters: [
    { members: ["spawn"], is: "child process", when: "it cannot be started", unless: present },
    { members: ["fork"], is: "child process", when: "a message is sent to it and it is gone", by: "send", category: "risk" },
    {
      members: ["stdin"],
      containers: ["ChildProcess", "ChildProcessWithoutNullStreams", "ChildProcessByStdio"],
      property: true,
      is: "input of a child process",
      when: "the child ends, or closes it, before it has read all",
    },
  ],
};

/** Who blocks for `git rev-parse` is mostly a tool that somebody runs and watches: nothing is reported. */
const blocking: Entry = {
  ...facts,
  operations: [
    { members: ["execSync"], options: [1] },
    { members: ["execFileSync", "spawnSync"], options: [1, 2] },
  ],
};

export default [started, blocking];
