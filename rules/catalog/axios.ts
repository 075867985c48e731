import type { Entry } from "./entry.ts";

const containers = ["Axios", "AxiosInstance", "AxiosStatic"];

/** Version 1.21: `timeout: 0` in lib/defaults/index.js; seen pending after 431 s. Its default adapter is Node's http. */
export const axios: Entry = {
  package: "axios",
  service: "http",
  operations: [
    { members: ["get", "delete", "head", "options"], containers, options: [1], target: 0 },
    { members: ["post", "put", "patch", "postForm", "putForm", "patchForm"], containers, options: [2], target: 0 },
    { members: ["request"], containers, options: [0], target: 0 },
    { members: ["axios", "default"], isClient: true, options: [0, 1], target: 0 },
  ],
  waits: { forEver: true, words: "waits for ever" },
  waitsInBrowser: { forEver: false, words: "waits until the browser gives up, which takes minutes" },
  bounds: { timeout: "milliseconds", signal: "signal", cancelToken: "opaque" },
  clients: [
    { members: ["create"], containers, options: 0 },
    { members: ["Axios"], options: 0 },
  ],
  programWide: [
    [/\baxios\.defaults\.timeout\s*=\s*(?!0\b)/i],
    [/\baxios\.interceptors\.request\.use\s*\(/i, /\b(timeout|signal)\s*[=:]\s*(?!0\b)/],
  ],
  remedy: { option: "timeout", writes: "milliseconds" },
};
