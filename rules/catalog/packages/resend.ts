import type { Entry, Operation } from "../entry.ts";

const containers = ["Emails", "Batch$1", "Contacts", "Domains", "Broadcasts"];

const operations: readonly Operation[] = [
  { members: ["send"], containers: ["Emails", "Batch$1"], options: [1] },
  { members: ["send"], containers: ["Broadcasts"], options: [2] },
  { members: ["create", "remove", "cancel", "verify"], containers, options: [1] },
  { members: ["update"], containers: ["Emails", "Contacts", "Domains"], options: [1] },
  { members: ["update"], containers: ["Broadcasts"], options: [2] },
  { members: ["get", "list"], containers, options: [1], idempotent: true },
];

/** Version 6.38: the 5 minutes of Node's `fetch`. Nothing rejects, not even an abort: all resolves with an `error`. */
const resend: Entry = {
  package: "resend",
  majors: [6],
  service: "mail",
  operations,
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  bounds: { signal: "signal" },
  remedy: { option: "signal", writes: "signal" },
  retries: 0,
  throwsOnStatus: false,
};

export default [resend];
