import type { Entry } from "../entry.ts";

/**
 * Version 4.14, the handler below the AWS clients: no timeout by default. Since 4.4 `requestTimeout` only warns, and
 * with `throwOnRequestTimeout` it bounds the headers; `socketTimeout` and a signal were seen to end a stalled body.
 */
const nodeHttpHandler: Entry = {
  package: "@smithy/node-http-handler",
  service: "file",
  operations: [{ members: ["handle"], containers: ["NodeHttpHandler", "NodeHttp2Handler"], options: [1] }],
  waits: { words: "waits for ever" },
  bounds: { abortSignal: "signal" },
  powerless: { requestTimeout: "only warns" },
  clients: [
    {
      members: ["NodeHttpHandler"],
      options: [0],
      bounds: { socketTimeout: "milliseconds", throwOnRequestTimeout: "part" },
    },
    { members: ["NodeHttp2Handler"], options: [0], bounds: { requestTimeout: "opaque", sessionTimeout: "opaque" } },
  ],
  remedy: { option: "abortSignal", writes: "signal" },
  retries: 0,
  throwsOnStatus: false,
};

export default [nodeHttpHandler];
