import type { Entry } from "../entry.ts";

/** Versions 4 to 6: 30 s of silence, by axios' timer that was seen. No call takes a timeout, the client does. */
const twilio: Entry = {
  package: "twilio",
  service: "http",
  operations: [
    { members: ["fetch", "list", "page", "getPage"], options: [], idempotent: true },
    { members: ["create", "update", "remove"], options: [] },
    { members: ["each"], options: [], endless: true },
  ],
  waits: { limit: 30_000, words: "waits up to 30 s" },
  bounds: {},
  clients: [
    { members: ["TwilioSDK", "Twilio"], options: [2], bounds: { timeout: "milliseconds", httpClient: "opaque" } },
  ],
  retries: 0,
  throwsOnStatus: true,
};

export default [twilio];
