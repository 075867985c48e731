import type { Entry, Operation } from "../entry.ts";

const operations: readonly Operation[] = [
  { members: ["apiCall", "filesUploadV2"], containers: ["WebClient"], options: [] },
  {
    members: ["postMessage", "postEphemeral", "update", "delete", "open", "publish", "push"],
    containers: ["__type"],
    options: [],
  },
  {
    members: ["list", "info", "history", "replies", "members", "lookupByEmail"],
    containers: ["__type"],
    options: [],
    idempotent: true,
  },
  { members: ["paginate"], containers: ["WebClient"], options: [], endless: true },
];

/**
 * Version 8.2: `timeout` is 0, so the 5 minutes of Node's `fetch` hold, for each of 11 attempts. No call takes a
 * timeout; a client's bounds each attempt in all, which was seen.
 */
const webApi: Entry = {
  package: "@slack/web-api",
  majors: [8],
  service: "http",
  operations,
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  bounds: {},
  clients: [
    {
      members: ["WebClient"],
      options: [1],
      bounds: { timeout: "milliseconds", fetch: "opaque" },
      needs: [
        {
          options: ["timeout", "fetch"],
          writes: "milliseconds",
          words: "a call waits up to 5 minutes, and is tried 10 more times",
        },
      ],
      address: "slackApiUrl",
    },
  ],
  retries: 10,
  throwsOnStatus: true,
};

/** Versions 6.13 and 7.19 call by axios, with the same `timeout` of 0: for ever. */
const webApi7: Entry = {
  ...webApi,
  majors: [6, 7],
  waits: { words: "waits for ever" },
  clients: [
    {
      members: ["WebClient"],
      options: [1],
      bounds: { timeout: "milliseconds" },
      needs: [{ options: ["timeout"], writes: "milliseconds", words: "a call waits for ever" }],
      address: "slackApiUrl",
    },
  ],
};

export default [webApi, webApi7];
