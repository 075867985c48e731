import type { Entry } from "../entry.ts";

/** Version 1.1: it connects again for ever, and a call waits for that: seen pending after 65 s. No option bounds it. */
const zookeeper: Entry = {
  package: "node-zookeeper-client",
  service: "rpc",
  operations: [
    { members: ["getData", "exists", "getChildren", "getACL"], containers: ["Client"], options: [], idempotent: true },
    { members: ["connect", "create", "mkdirp", "setData", "setACL", "remove"], containers: ["Client"], options: [] },
    { members: ["commit"], containers: ["Transaction"], options: [] },
  ],
  waits: { words: "waits until there is a server" },
  bounds: {},
  resources: [{ acquire: { members: ["createClient"] }, release: ["close"] }],
};

export default [zookeeper];
