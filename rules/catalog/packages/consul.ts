import type { Entry } from "../entry.ts";

const containers = ["Kv", "Agent", "AgentCheck", "AgentService", "Catalog", "CatalogService", "CatalogNode", "Health", "Session", "Status", "Event", "Query"];

/**
 * Version 2: a call to a server that says nothing was seen pending after 100 s (papi sets a timer where there is a `timeout` alone). A call
 * takes one, and the client one for all. A watch sets its own.
 */
const consul: Entry = {
  package: "consul",
  service: "rpc",
  operations: [
    { members: ["get", "keys", "list", "members", "service", "services", "nodes", "node", "checks", "self", "info"], containers, options: [0], idempotent: true },
    { members: ["set", "del", "delete", "register", "deregister", "create", "destroy", "renew", "pass", "fail"], containers, options: [0] },
    { members: ["watch"], containers: ["Consul"], options: [0], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: { timeout: "milliseconds" },
  clients: [
    {
      members: ["Consul"],
      options: [0],
      bounds: { "defaults.timeout": "milliseconds" },
      address: "host",
      needs: [{ options: ["defaults.timeout"], writes: "milliseconds", words: "a call waits for ever" }],
    },
  ],
  retries: 0,
  throwsOnStatus: true,
  emitters: ["Watch"],
  resources: [{ acquire: { members: ["watch"], containers: ["Consul"] }, release: ["end"] }],
};

export default [consul];
