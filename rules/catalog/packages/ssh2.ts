import type { Entry } from "../entry.ts";

/**
 * Version 1.17: connecting ends after 20 s (lib/client.js), seen. What is asked on a connection has no limit; `keepaliveInterval`, which is
 * off by default, ends a connection that is dead.
 */
const ssh2: Entry = {
  package: "ssh2",
  service: "file",
  operations: [
    { members: ["connect"], containers: ["Client"], options: [0], waits: { limit: 20_000, words: "waits up to 20 seconds" } },
    { members: ["exec", "sftp", "forwardOut"], containers: ["Client"], options: [] },
    { members: ["shell"], containers: ["Client"], options: [], endless: true },
    {
      members: ["readFile", "writeFile", "fastGet", "fastPut", "readdir", "stat", "mkdir", "unlink", "rename"],
      containers: ["SFTPWrapper"],
      options: [],
    },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  retries: 0,
  emitters: ["Client"],
  resources: [
    { acquire: { members: ["connect"], containers: ["Client"] }, release: ["end", "destroy"] },
    { acquire: { members: ["sftp"], containers: ["Client"] }, release: ["end"] },
  ],
};

export default [ssh2];
