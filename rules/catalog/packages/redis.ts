import type { Entry } from "../entry.ts";

/**
 * Versions 5 and 6: connecting ends after 5 s. A command that was written to the socket waits for ever:
 * `commandOptions.timeout` and an abort signal end only the wait before that. `socketTimeout` closes a connection that
 * is merely idle, after which the client was seen to be closed for good: it is no remedy, and nothing else is.
 */
const redis: Entry = {
  package: "redis",
  also: ["@redis/client"],
  service: "cache",
  operations: [
    { members: ["get", "mGet", "hGet", "hGetAll", "exists", "sMembers"], options: [], idempotent: true },
    {
      members: ["set", "del", "hSet", "incr", "expire", "publish", "eval", "sendCommand", "lPush", "rPush", "sAdd"],
      options: [],
    },
    { members: ["connect", "quit", "close"], options: [] },
    { members: ["blPop", "brPop", "xRead", "subscribe", "pSubscribe"], options: [], endless: true },
  ],
  waits: { words: "waits for ever once it is sent" },
  bounds: {},
  clients: [
    {
      members: ["createClient", "createCluster"],
      options: [0],
      address: "url",
      bounds: { "socket.socketTimeout": "milliseconds", "commandOptions.timeout": "part" },
    },
  ],
  retries: 0,
  emitters: [
    { members: ["createClient", "createClientPool"], is: "client", when: "the connection breaks" },
    { members: ["duplicate"], containers: ["RedisClient", "default"], is: "client", when: "the connection breaks" },
  ],
  resources: [{ acquire: { members: ["createClient"] }, release: ["close", "quit", "destroy", "disconnect"] }],
};

export default [redis];
