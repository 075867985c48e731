import type { Entry, Operation } from "../entry.ts";

const all = [
  "BlobServiceClient", "ContainerClient", "BlobClient", "BlockBlobClient", "AppendBlobClient", "PageBlobClient",
];

const operations: readonly Operation[] = [
  {
    members: ["exists", "getProperties", "getAccountInfo", "getStatistics", "getTags", "getAccessPolicy"],
    containers: all,
    options: [0],
    idempotent: true,
  },
  { members: ["listContainers", "listBlobsFlat"], containers: all, options: [0], idempotent: true },
  {
    members: ["delete", "deleteIfExists", "undelete", "createSnapshot", "deleteImmutabilityPolicy", "seal"],
    containers: all,
    options: [0],
  },
  { members: ["create", "createIfNotExists"], containers: ["ContainerClient", "AppendBlobClient"], options: [0] },
  {
    members: ["create", "createIfNotExists", "resize", "startCopyIncremental"],
    containers: ["PageBlobClient"],
    options: [1],
  },
  {
    members: ["findBlobsByTags", "listBlobsByHierarchy", "getBlockList", "query"],
    containers: all,
    options: [1],
    idempotent: true,
  },
  { members: ["createContainer", "deleteContainer", "deleteBlob", "setProperties"], containers: all, options: [1] },
  {
    members: ["setMetadata", "setTags", "setHTTPHeaders", "setAccessTier", "setImmutabilityPolicy", "setLegalHold"],
    containers: all,
    options: [1],
  },
  {
    members: ["beginCopyFromURL", "abortCopyFromURL", "syncCopyFromURL", "syncUploadFromURL"],
    containers: all,
    options: [1],
  },
  {
    members: ["uploadData", "uploadBrowserData", "uploadFile", "commitBlockList"],
    containers: ["BlockBlobClient"],
    options: [1],
  },
  { members: ["download", "getPageRanges", "listPageRanges"], containers: all, options: [2], idempotent: true },
  {
    members: ["upload", "appendBlock", "clearPages", "setAccessPolicy", "undeleteContainer"],
    containers: all,
    options: [2],
  },
  { members: ["downloadToFile"], containers: all, options: [3], idempotent: true },
  {
    members: ["stageBlock", "uploadStream", "uploadBlockBlob", "uploadPages", "appendBlockFromURL"],
    containers: all,
    options: [3],
  },
  { members: ["stageBlockFromURL", "uploadPagesFromURL"], containers: all, options: [4] },
  // Their overloads take the options at two places.
  { members: ["downloadToBuffer"], containers: all, options: [2, 3], idempotent: true, unplaced: true },
  { members: ["getUserDelegationKey"], containers: all, options: [1, 2], idempotent: true, unplaced: true },
];

/**
 * Version 12.32, and 12.34: no timeout, seen pending with no timer. `retryOptions.tryTimeoutInMs` of a client only
 * tells the server, which was seen as well, so that a signal alone bounds.
 */
const storageBlob: Entry = {
  package: "@azure/storage-blob",
  service: "file",
  operations,
  waits: { words: "waits for ever" },
  bounds: { abortSignal: "signal" },
  remedy: { option: "abortSignal", writes: "signal" },
  retries: 3,
  throwsOnStatus: true,
};

export default [storageBlob];
