import type { Entry } from "../entry.ts";

/**
 * Version 2: no timeout by default, seen pending after 100 s. A call takes one among its other options, and the client
 * in its `defaults`; the types know of neither, so that a fix wraps the call.
 */
const consul: Entry = {
  package: "consul",
  service: "database",
  operations: [
    { members: ["get", "keys"], containers: ["Kv"], options: [0], target: 0, idempotent: true },
    { members: ["set", "del"], containers: ["Kv"], options: [0, 2], target: 0 },
    {
      members: ["service", "node", "checks", "state"],
      containers: ["Health"],
      options: [0],
      target: 0,
      idempotent: true,
    },
    { members: ["members", "self"], containers: ["Agent"], options: [0], target: 0, idempotent: true },
    { members: ["register", "deregister"], containers: ["AgentService"], options: [0], target: 0 },
    {
      members: ["list", "nodes"],
      containers: ["CatalogService", "CatalogNode"],
      options: [0],
      target: 0,
      idempotent: true,
    },
    { members: ["create", "destroy", "renew"], containers: ["Session"], options: [0], target: 0 },
  ],
  waits: { words: "waits for ever" },
  bounds: { timeout: "milliseconds" },
  clients: [
    {
      members: ["Consul"],
      options: [0],
      address: "host",
      bounds: { defaults: "opaque" },
    },
  ],
  remedy: { writes: "milliseconds" },
  retries: 0,
  throwsOnStatus: true,
  emitters: [{ members: ["watch"], containers: ["Consul"], is: "watch", when: "a request fails" }],
};

export default [consul];
