import type { Entry } from "../entry.ts";

/**
 * Version 1: gRPC without a deadline, seen pending after 150 s, and with `dialTimeout` as well. Its builders are sent
 * when they are awaited.
 */
const etcd3: Entry = {
  package: "etcd3",
  service: "database",
  operations: [
    { members: ["get", "getAll"], containers: ["Namespace"], options: [], idempotent: true },
    { members: ["put", "delete"], containers: ["Namespace"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  powerless: { dialTimeout: "bounds no call" },
  links: { options: "deadline" },
  clients: [{ members: ["Etcd3"], options: [0], bounds: { defaultCallOptions: "opaque" }, address: "hosts" }],
  remedy: { link: "options", option: "deadline", writes: "deadline" },
  retries: 3,
  resources: [
    { acquire: { members: ["lease"], containers: ["Namespace"] }, release: ["revoke"] },
    { acquire: { members: ["acquire"], containers: ["Lock"] }, release: ["release"] },
  ],
};

export default [etcd3];
