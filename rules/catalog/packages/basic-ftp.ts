import type { Entry } from "../entry.ts";

const containers = ["Client"];

/** Version 6: whatever is silent for 30 s is ended (dist/Client.js), seen; the client is made with another time, or with 0 for none. */
const basicFtp: Entry = {
  package: "basic-ftp",
  service: "file",
  operations: [
    { members: ["access", "connect", "login"], containers, options: [] },
    { members: ["list", "downloadTo", "downloadToDir", "size", "pwd", "lastMod"], containers, options: [], idempotent: true },
    { members: ["uploadFrom", "appendFrom", "uploadFromDir", "remove", "rename", "cd", "ensureDir", "send"], containers, options: [] },
  ],
  waits: { limit: 30_000, words: "waits up to 30 seconds" },
  bounds: {},
  retries: 0,
  resources: [{ acquire: { members: ["Client"] }, release: ["close"] }],
};

export default [basicFtp];
