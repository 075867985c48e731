import type { Entry } from "../entry.ts";

/** Node 20 to 26: seen pending after 430 s. The `timeout` of a request, and of its agent, only emits an event. */
const http: Entry = {
  package: "node",
  modules: ["http", "https"],
  service: "http",
  operations: [{ members: ["get", "request"], options: [0, 1], target: 0 }],
  waits: { words: "waits for ever" },
  bounds: { signal: "signal" },
  emits: { option: "timeout", event: "timeout", method: "setTimeout", ends: ["destroy", "abort"] },
  remedy: { option: "signal", writes: "signal", beside: "and listen to `error`, which is how it ends" },
  retries: 0,
  throwsOnStatus: false,
  emitters: [
    { members: ["get", "request"], is: "request", when: "the connection cannot be made, or breaks" },
    { members: ["createServer", "Server"], is: "server", when: "its port is taken", category: "hardening" },
  ],
};

/** What a request over TLS is upgraded to lives: its server listens to it. */
const upgraded: Entry = {
  package: "node",
  modules: ["http"],
  service: "http",
  operations: [],
  waits: { words: "waits for ever" },
  bounds: {},
  emitters: [
    {
      members: ["on", "addListener"],
      containers: ["Server"],
      given: { callback: 1, parameter: 1, events: ["upgrade", "connect"] },
      is: "socket",
      when: "a client breaks its connection off",
    },
  ],
};

export default [http, upgraded];
