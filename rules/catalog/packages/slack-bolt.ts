import type { Entry } from "../entry.ts";

/**
 * Version 5.1: its client is made with `clientOptions`, which hold no timeout by default. An app's class has no name of
 * its own in the typings, and those of its receivers have none either, so that it is not asked for that option.
 */
const bolt: Entry = {
  package: "@slack/bolt",
  service: "http",
  operations: [{ members: ["start", "stop"], options: [], endless: true }],
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  bounds: {},
  retries: 10,
  throwsOnStatus: true,
};

export default [bolt];
