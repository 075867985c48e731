import type { Entry } from "../entry.ts";

/**
 * Versions 11 to 16: no timeout in dist/source/core/options.js; seen pending after 431 s. `timeout.request` bounds one
 * attempt whole. The methods are members of a mapped type, so that what they are called on tells them.
 */
const got: Entry = {
  package: "got",
  service: "http",
  operations: [
    {
      members: ["get", "head"],
      containers: ["Got"],
      receivers: ["Got", "GotStream"],
      options: [0, 1],
      target: 0,
      idempotent: true,
    },
    {
      members: ["post", "put", "patch", "delete"],
      containers: ["Got"],
      receivers: ["Got", "GotStream"],
      options: [0, 1],
      target: 0,
    },
    {
      members: ["stream", "paginate", "all", "each"],
      containers: ["__type"],
      receivers: ["Got", "GotPaginate"],
      options: [0, 1],
      target: 0,
    },
    { members: ["got", "default"], isClient: true, options: [0, 1], target: 0 },
  ],
  waits: { words: "waits for ever" },
  bounds: {
    "timeout.request": "milliseconds",
    "timeout.response": "part",
    "timeout.socket": "milliseconds",
    "timeout.read": "part",
    "timeout.connect": "part",
    "timeout.secureConnect": "part",
    "timeout.lookup": "part",
    "timeout.send": "part",
    signal: "signal",
  },
  endedBy: ["cancel"],
  clients: [{ members: ["extend"], containers: ["__type"], options: [0], inherits: true, address: "prefixUrl" }],
  remedy: { option: "timeout.request", writes: "milliseconds" },
  retries: 2,
  throwsOnStatus: true,
  emitters: [{ members: ["stream"], containers: ["Got", "__type"], is: "stream", when: "the request fails" }],
};

export default [got];
