import type { ClientMaker, Entry, Operation } from "../entry.ts";

const s3 = [
  "getObject", "headObject", "headBucket", "listObjects", "listObjectsV2", "listBuckets", "putObject", "copyObject",
  "deleteObject", "deleteObjects", "createBucket", "deleteBucket", "createMultipartUpload", "uploadPart",
  "completeMultipartUpload", "abortMultipartUpload",
];
const tables = [
  "getItem", "query", "scan", "batchGetItem", "transactGetItems", "putItem", "updateItem", "deleteItem",
  "batchWriteItem", "transactWriteItems",
];
const queues = [
  "sendMessage", "sendMessageBatch", "receiveMessage", "deleteMessage", "deleteMessageBatch", "changeMessageVisibility",
  "getQueueUrl", "getQueueAttributes",
];

const operations: readonly Operation[] = [
  { members: ["send"], containers: ["Client"], options: [1] },
  { members: s3, containers: ["S3"], options: [1] },
  { members: tables, containers: ["DynamoDB"], options: [1] },
  { members: queues, containers: ["SQS"], options: [1] },
];

const clients: readonly ClientMaker[] = [
  {
    members: ["*"],
    // `DynamoDBDocumentClient.from(client)` is bounded where the client in it is.
    except: ["from"],
    options: [0],
    bounds: { "requestHandler.socketTimeout": "milliseconds", "requestHandler.throwOnRequestTimeout": "part" },
    address: "endpoint",
  },
];

/**
 * Version 3 of all clients, whose `send` @smithy/core declares: no timeout by default, seen pending, a stalled body as
 * well. `requestTimeout` only warns since @smithy/node-http-handler 4.4; with `throwOnRequestTimeout` it bounds the
 * headers. `socketTimeout` and a signal were seen to end both. The time is that of files: a long poll of SQS takes 20 s
 * by itself.
 */
const awsSdk: Entry = {
  package: "@aws-sdk/client-*",
  also: ["@smithy/core", "@smithy/smithy-client", "@aws-sdk/lib-dynamodb", "@aws-sdk"],
  service: "file",
  operations,
  waits: { words: "waits for ever" },
  bounds: { abortSignal: "signal" },
  powerless: { requestTimeout: "only warns", "requestHandler.requestTimeout": "only warns" },
  clients,
  remedy: { option: "abortSignal", writes: "signal" },
  retries: 2,
  throwsOnStatus: true,
};

export default [awsSdk];
