import type { Entry, Operation } from "../entry.ts";

const objects = ["ServiceObject", "Bucket", "File"];

const operations: readonly Operation[] = [
  { members: ["createBucket", "createHmacKey"], containers: ["Storage"], options: [] },
  {
    members: ["getBuckets", "getHmacKeys", "getServiceAccount"],
    containers: ["Storage"],
    options: [],
    idempotent: true,
  },
  {
    members: ["exists", "get", "getMetadata", "getFiles", "getNotifications", "isPublic", "download"],
    containers: objects,
    options: [],
    idempotent: true,
  },
  {
    members: ["create", "delete", "setMetadata", "makePrivate", "makePublic", "setStorageClass", "restore"],
    containers: objects,
    options: [],
  },
  {
    members: ["upload", "combine", "deleteFiles", "setLabels", "deleteLabels", "addLifecycleRule", "lock"],
    containers: ["Bucket"],
    options: [],
  },
  {
    members: ["copy", "move", "rename", "save", "createResumableUpload", "rotateEncryptionKey"],
    containers: ["File"],
    options: [],
  },
];

/**
 * Version 7.22: the 60 s of its sources are overwritten by nothing, and it was seen pending with no timer. The
 * `timeout` of a client ends each of up to 4 attempts, which was seen; no call takes one.
 */
const storage: Entry = {
  package: "@google-cloud/storage",
  majors: [7, 7],
  service: "file",
  operations,
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [
    {
      members: ["Storage"],
      options: [0],
      bounds: { timeout: "milliseconds" },
      needs: [{ options: ["timeout"], writes: "milliseconds", words: "a request waits for ever" }],
      address: "apiEndpoint",
    },
  ],
  retries: 3,
  throwsOnStatus: true,
};

/** From version 8 on a client's `timeout` is dropped on its way, seen with 8.4: nothing bounds but a race. */
const storage8: Entry = {
  package: "@google-cloud/storage",
  majors: [8],
  service: "file",
  operations,
  waits: { words: "waits for ever" },
  bounds: {},
  powerless: { timeout: "is ignored" },
  remedy: { writes: "milliseconds" },
  retries: 3,
  throwsOnStatus: true,
};

export default [storage, storage8];
