import type { Entry } from "../entry.ts";

/** Node 20 and 24: a throw inside a worker that nobody listens to was seen to end the process. It takes no timeout. */
const workerThreads: Entry = {
  package: "node",
  modules: ["worker_threads"],
  service: "process",
  operations: [],
  waits: { words: "waits for ever" },
  bounds: {},
  emitters: [{ members: ["Worker"], is: "worker", when: "it throws what it does not catch" }],
  resources: [{ acquire: { members: ["Worker"] }, release: ["terminate"] }],
};

export default [workerThreads];
