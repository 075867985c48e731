import type { Entry } from "../entry.ts";

/**
 * Version 8: no timer in its client or its requests; seen pending after 100 s. It tries once more by itself. Neither a
 * `timeout` of its agent nor one of `setRequestOptions` ends anything: they emit an event that nobody hears, so that a
 * wrapper alone bounds it.
 */
const minio: Entry = {
  package: "minio",
  service: "file",
  operations: [
    {
      members: ["getObject", "fGetObject", "statObject", "listBuckets", "bucketExists"],
      containers: ["TypedClient"],
      options: [],
      idempotent: true,
    },
    {
      members: ["putObject", "fPutObject", "removeObject", "removeObjects", "makeBucket", "copyObject"],
      containers: ["TypedClient"],
      options: [],
    },
    { members: ["listenBucketNotification"], containers: ["TypedClient"], options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [{ members: ["Client"], options: [0], address: "endPoint" }],
  remedy: { writes: "milliseconds" },
  retries: 1,
  emitters: [
    { members: ["listObjects", "listObjectsV2"], containers: ["TypedClient"], is: "stream", when: "a request fails" },
  ],
  throwsOnStatus: true,
};

export default [minio];
