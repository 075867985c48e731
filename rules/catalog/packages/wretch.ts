import type { Entry } from "../entry.ts";

const containers = ["Wretch"];

/**
 * Versions 2 and 3: it sets no time of its own, so that of `fetch` holds. A signal among the options bounds a request
 * whole, and so does `.setTimeout()` of its addon. A client copies itself with each link; middlewares may do anything.
 */
const wretch: Entry = {
  package: "wretch",
  service: "http",
  operations: [
    { members: ["get", "head", "opts"], containers, options: [], target: 0, idempotent: true },
    { members: ["post", "put", "patch", "delete"], containers, options: [] },
    { members: ["fetch"], containers, options: [], target: 1 },
  ],
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  waitsInBrowser: { limit: 300_000, words: "waits until the browser gives up, which takes minutes" },
  bounds: { signal: "signal", dispatcher: "opaque" },
  links: { setTimeout: "milliseconds", controller: "opaque", signal: "opaque" },
  clients: [
    { members: ["factory", "default"], options: [1] },
    { members: ["options"], containers, options: [0], inherits: true },
    {
      members: [
        "url", "headers", "accept", "content", "auth", "json", "body", "catcher", "catcherFallback", "errorType",
      ],
      containers,
      options: [],
      inherits: true,
    },
  ],
  remedy: { link: "options", option: "signal", before: true, writes: "signal" },
  retries: 0,
  throwsOnStatus: true,
};

export default [wretch];
