import type { Entry } from "../entry.ts";

const containers = ["SuperAgentStatic", "superagent"];

/**
 * Version 10: lib/request-base.js sets timers only where they are asked for; seen pending after 431 s. `.timeout()`
 * bounds the whole of it, the body too. What an agent's requests are bounded by may be said to the agent, which is not
 * followed.
 */
const superagent: Entry = {
  package: "superagent",
  service: "http",
  operations: [
    { members: ["get", "head", "options"], containers, options: [], target: 0, idempotent: true },
    { members: ["post", "put", "patch", "delete", "del"], containers, options: [], target: 0 },
    { members: ["request", "default"], isClient: true, options: [], target: 1 },
  ],
  waits: { words: "waits for ever" },
  waitsInBrowser: { limit: 300_000, words: "waits until the browser gives up, which takes minutes" },
  bounds: {},
  links: { timeout: "milliseconds", use: "opaque" },
  endedBy: ["abort", "timeout"],
  remedy: { link: "timeout", writes: "milliseconds" },
  retries: 0,
  throwsOnStatus: true,
};

export default [superagent];
