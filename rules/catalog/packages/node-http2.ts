import type { Entry } from "../entry.ts";

/**
 * Node 20 and 24: requests to a silent server, and to a peer that never speaks HTTP/2, were seen pending with no timer
 * of the socket armed. A session's own `setTimeout` counts for all of its requests, where a program has one.
 */
const http2: Entry = {
  package: "node",
  modules: ["http2"],
  service: "http",
  operations: [{ members: ["request"], containers: ["ClientHttp2Session"], options: [1] }],
  waits: { words: "waits for ever" },
  bounds: { signal: "signal" },
  emits: { option: "timeout", event: "timeout", method: "setTimeout", ends: ["close", "destroy"] },
  programWide: [["[\"'](node:)?http2[\"']", "\\.setTimeout\\(|\\.on(ce)?\\([\"']timeout[\"']"]],
  remedy: { option: "signal", writes: "signal", beside: "and listen to `error`, which is how it ends" },
  retries: 0,
  throwsOnStatus: false,
  emitters: [
    { members: ["connect"], is: "session", when: "the connection cannot be made, or breaks" },
    {
      members: ["request"],
      containers: ["ClientHttp2Session"],
      is: "stream",
      when: "the connection breaks, or the server resets it",
    },
    {
      members: ["on", "addListener"],
      containers: ["Http2Server", "Http2SecureServer"],
      given: { callback: 1, parameter: 0, events: ["stream"] },
      is: "stream",
      when: "a client resets it with an error",
    },
  ],
  resources: [{ acquire: { members: ["connect"] }, release: ["close", "destroy"] }],
};

export default [http2];
