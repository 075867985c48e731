import type { Entry } from "../entry.ts";

const containers = ["TypedClient"];

/**
 * Version 8: no timer anywhere, and a call to a server that says nothing was seen pending after 100 s. Nothing but the agent that it is
 * given (`transportAgent`) could bound it.
 */
const minio: Entry = {
  package: "minio",
  service: "file",
  operations: [
    { members: ["getObject", "fGetObject", "statObject", "listBuckets", "bucketExists"], containers, options: [], idempotent: true },
    { members: ["putObject", "fPutObject", "copyObject", "removeObject", "removeObjects", "makeBucket"], containers, options: [] },
    { members: ["listObjects", "listObjectsV2"], containers, options: [], idempotent: true },
    { members: ["listenBucketNotification"], containers, options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [{ members: ["Client"], options: [0], bounds: { transportAgent: "opaque" }, address: "endPoint" }],
  retries: 1,
  throwsOnStatus: true,
};

export default [minio];
