import type { Entry } from "../entry.ts";

const queries = [
  "resolve", "resolve4", "resolve6", "resolveAny", "resolveCaa", "resolveCname", "resolveMx", "resolveNaptr",
  "resolveNs", "resolvePtr", "resolveSoa", "resolveSrv", "resolveTlsa", "resolveTxt", "reverse",
];

/**
 * Node 20 and 24. `lookup` ends when the system's resolver gives up. The others ask c-ares, which tries four times
 * (internal/dns/utils.js) with times that only a resolver can be given.
 */
const dns: Entry = {
  package: "node",
  modules: ["dns", "dns/promises"],
  service: "rpc",
  operations: [
    { members: ["lookup", "lookupService"], options: [1], idempotent: true },
    { members: queries, options: [], idempotent: true },
    { members: queries, containers: ["Resolver"], options: [], idempotent: true },
  ],
  waits: { limit: 100_000, words: "waits until the resolver gives up, mostly within a minute" },
  bounds: { timeout: "part" },
  clients: [{ members: ["Resolver"], options: [0] }],
};

export default [dns];
