import type { Entry } from "../entry.ts";

const containers = ["Axios", "AxiosInstance", "AxiosStatic"];

/** Version 1.21: `timeout: 0` in lib/defaults/index.js; seen pending after 431 s. By default it uses Node's http. */
const axios: Entry = {
  package: "axios",
  service: "http",
  operations: [
    { members: ["get", "head", "options"], containers, options: [1], target: 0, idempotent: true },
    { members: ["delete"], containers, options: [1], target: 0 },
    { members: ["post", "put", "patch", "postForm", "putForm", "patchForm"], containers, options: [2], target: 0 },
    { members: ["request"], containers, options: [0], target: 0 },
    { members: ["axios", "default"], isClient: true, options: [0, 1], target: 0 },
  ],
  waits: { words: "waits for ever" },
  waitsInBrowser: { limit: 300_000, words: "waits until the browser gives up, which takes minutes" },
  bounds: { timeout: "milliseconds", signal: "signal", cancelToken: "opaque" },
  clients: [
    { members: ["create"], containers, options: [0], address: "baseURL" },
    { members: ["Axios"], options: [0], address: "baseURL" },
  ],
  programWide: [
    ["\\baxios\\.defaults\\.timeout\\s*=\\s*(?!0\\b)"],
    ["\\baxios\\.interceptors\\.request\\.use\\s*\\(", "\\b(timeout|signal)\\s*[=:]\\s*(?!0\\b)"],
  ],
  remedy: { option: "timeout", writes: "milliseconds" },
  retries: 0,
  throwsOnStatus: true,
};

export default [axios];
