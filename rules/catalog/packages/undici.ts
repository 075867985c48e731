import type { Entry } from "../entry.ts";

/**
 * Versions 5 to 8: headersTimeout and bodyTimeout of 300 s in lib/dispatcher/client.js, connecting 10 s. The timeout of
 * the body starts anew with each chunk: a slow trickle was never aborted.
 */
const facts = {
  package: "undici",
  service: "http",
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  programWide: [["\\bsetGlobalDispatcher\\s*\\(", "\\b(headersTimeout|bodyTimeout)\\s*:\\s*(?!0\\b)"]],
  remedy: { option: "signal", writes: "signal" },
  retries: 0,
  throwsOnStatus: false,
} as const satisfies Partial<Entry>;

const bounds = { signal: "signal", headersTimeout: "part", bodyTimeout: "part", dispatcher: "opaque" } as const;

const functions: Entry = {
  ...facts,
  operations: [
    { members: ["request", "stream", "pipeline"], options: [1], target: 0 },
    { members: ["fetch"], options: [0, 1], target: 0 },
  ],
  bounds,
  powerless: { timeout: "is ignored" },
};

/** Agent, Pool, Client and the others inherit their methods. */
const dispatchers: Entry = {
  ...facts,
  operations: [{ members: ["request", "stream", "pipeline"], containers: ["Dispatcher"], options: [0] }],
  bounds,
  clients: [
    {
      members: ["Agent", "ProxyAgent", "EnvHttpProxyAgent", "RetryAgent"],
      options: [0],
      bounds: { ...bounds, factory: "opaque" },
    },
    { members: ["Pool", "BalancedPool", "Client"], options: [1], bounds: { ...bounds, factory: "opaque" } },
  ],
  resources: [
    { acquire: { members: ["Agent", "Pool", "Client", "ProxyAgent"] }, release: ["close", "destroy"] },
  ],
};

export default [dispatchers, functions];
