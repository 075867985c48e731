import type { Entry } from "../entry.ts";

const containers = ["sftp"];

/** Version 12: connecting ends after 20 s as with `ssh2`, on which it builds; how long the rest waits was not looked at. */
const sftp: Entry = {
  package: "ssh2-sftp-client",
  service: "file",
  operations: [
    { members: ["connect"], containers, options: [0], waits: { limit: 20_000, words: "waits up to 20 seconds" } },
    { members: ["list", "get", "fastGet", "exists", "stat"], containers, options: [], idempotent: true },
    { members: ["put", "fastPut", "mkdir", "delete", "rename", "end"], containers, options: [] },
  ],
  waits: { words: "waits as long as the server takes" },
  bounds: {},
  resources: [{ acquire: { members: ["connect"], containers }, release: ["end"] }],
};

export default [sftp];
