import type { Entry, Operation } from "../entry.ts";

const operations: readonly Operation[] = [
  { members: ["retrieve", "search"], options: [1, 2], idempotent: true },
  { members: ["list"], options: [0, 1, 2], idempotent: true },
  { members: ["create", "capture", "confirm", "cancel", "expire", "approve", "close"], options: [1, 2] },
  {
    members: ["update", "del", "pay", "finalizeInvoice", "voidInvoice", "sendInvoice", "attach", "detach"],
    options: [1, 2],
  },
  { members: ["rawRequest"], containers: ["Stripe"], options: [3] },
  { members: ["autoPagingToArray", "autoPagingEach"], options: [], endless: true },
];

/**
 * Versions 12 to 23: 80 s of silence for each attempt, by the socket's timer that was seen; a body that drips is not
 * ended.
 */
const stripe: Entry = {
  package: "stripe",
  service: "payment",
  operations,
  waits: { limit: 80_000, words: "waits up to 80 s" },
  bounds: { timeout: "milliseconds" },
  clients: [
    { members: ["Stripe"], options: [1], bounds: { timeout: "milliseconds", httpClient: "opaque" }, address: "host" },
  ],
  retries: 2,
  throwsOnStatus: true,
};

export default [stripe];
