import type { Entry } from "../entry.ts";

/**
 * Version 12: connecting ends after ssh2's `readyTimeout` of 20 s. How long a transfer waits was not seen, so it is not
 * claimed.
 */
const sftp: Entry = {
  package: "ssh2-sftp-client",
  service: "file",
  operations: [
    {
      members: ["connect"],
      containers: ["sftp"],
      options: [0],
      waits: { limit: 20_000, words: "waits up to 20 seconds" },
    },
    { members: ["list", "get", "fastGet", "exists", "stat"], containers: ["sftp"], options: [], idempotent: true },
    { members: ["put", "fastPut", "mkdir", "delete", "rename", "end"], containers: ["sftp"], options: [] },
  ],
  waits: { words: "waits for ssh2, which has no timeout of its own" },
  bounds: { readyTimeout: "part" },
  resources: [{ acquire: { members: ["connect"], containers: ["sftp"] }, release: ["end"] }],
};

export default [sftp];
