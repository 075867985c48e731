import type { Entry } from "../entry.ts";

const bounds = { deadline: "deadline", interceptors: "opaque", interceptor_providers: "opaque" } as const;

/**
 * Version 1.14: a deadline of Infinity in build/src/client-interceptors.js; a call to a server that says nothing was
 * seen pending after 100 s. The methods of a service that is loaded at run time are not known: a stream and a single
 * call look alike.
 */
const grpc: Entry = {
  package: "@grpc/grpc-js",
  service: "rpc",
  operations: [
    { members: ["makeUnaryRequest"], containers: ["Client"], options: [4, 5], unplaced: true },
    { members: ["makeClientStreamRequest"], containers: ["Client"], options: [3, 4], unplaced: true },
    { members: ["makeServerStreamRequest"], containers: ["Client"], options: [4, 5], endless: true },
    { members: ["makeBidiStreamRequest"], containers: ["Client"], options: [3, 4], endless: true },
    { members: ["waitForReady"], containers: ["Client"], options: [], argument: { at: 0, is: "deadline" } },
  ],
  waits: { words: "waits for ever" },
  bounds,
  endedBy: ["cancel"],
  clients: [{ members: ["Client"], options: [2], bounds: { ...bounds, "grpc.service_config": "opaque" } }],
  remedy: { option: "deadline", writes: "deadline" },
  retries: 0,
  emitters: [
    {
      members: ["makeServerStreamRequest", "makeBidiStreamRequest"],
      containers: ["Client"],
      is: "stream",
      when: "the call fails",
    },
  ],
  resources: [{ acquire: { members: ["Client"] }, release: ["close"] }],
};

export default [grpc];
