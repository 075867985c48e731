import type { Entry } from "../entry.ts";

/**
 * Version 6: 30 s of silence on a socket end it, which is the default of `new Client(timeout)`; seen to end after 31 s.
 */
const ftp: Entry = {
  package: "basic-ftp",
  service: "file",
  operations: [
    { members: ["access", "connect", "login", "send", "cd", "ensureDir"], containers: ["Client"], options: [] },
    {
      members: ["list", "pwd", "size", "downloadTo", "downloadToDir"],
      containers: ["Client"],
      options: [],
      idempotent: true,
    },
    { members: ["uploadFrom", "appendFrom", "uploadFromDir", "remove", "rename"], containers: ["Client"], options: [] },
  ],
  waits: { limit: 30_000, words: "waits up to 30 seconds for any sign of life" },
  bounds: {},
  remedy: { writes: "milliseconds" },
  retries: 0,
  resources: [{ acquire: { members: ["Client"] }, release: ["close"] }],
};

export default [ftp];
