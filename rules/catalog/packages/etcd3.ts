import type { Entry } from "../entry.ts";

const reads = ["string", "number", "json", "buffer", "exists", "strings", "numbers", "buffers", "keys", "keyBuffers", "count", "exec"];

/**
 * Version 1.1: a call to a server that says nothing was seen pending after 150 s. Each takes a deadline by `.options()`, and the client a
 * function that makes one, `defaultCallOptions`. A builder is sent where it is awaited too: only its last link is known here.
 */
const etcd3: Entry = {
  package: "etcd3",
  service: "rpc",
  operations: [
    { members: reads, containers: ["SingleRangeBuilder", "MultiRangeBuilder", "RangeBuilder"], options: [], idempotent: true },
    { members: ["exec"], containers: ["PutBuilder", "DeleteBuilder"], options: [] },
    { members: ["commit"], containers: ["ComparatorBuilder"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: { deadline: "deadline" },
  links: { options: "opaque" },
  programWide: [["\\bdefaultCallOptions\\b"]],
  remedy: { link: "options", option: "deadline", before: true, writes: "deadline" },
  resources: [
    { acquire: { members: ["lease"], containers: ["Namespace"] }, release: ["revoke"] },
    { acquire: { members: ["acquire"], containers: ["Lock"] }, release: ["release"] },
    { acquire: { members: ["create"], containers: ["WatchBuilder"] }, release: ["cancel"] },
    { acquire: { members: ["Etcd3"] }, release: ["close"] },
  ],
};

export default [etcd3];
