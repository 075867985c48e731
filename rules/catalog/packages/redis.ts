import type { Entry } from "../entry.ts";

/**
 * Version 6.3: a command waits 5 s to be sent, and once it is sent for ever: seen pending after 60 s. The time and the signal of its command
 * options end with the sending, seen. `socket.socketTimeout` does end it, and with it a connection that is merely idle, after which the
 * client does not connect again: it is no remedy. Connecting never ends while there is no server, if somebody listens for errors.
 */
const redis: Entry = {
  package: "redis",
  also: ["@redis/client"],
  service: "cache",
  operations: [
    { members: ["get", "hGet", "hGetAll", "mGet", "exists", "ttl", "keys", "lRange", "lLen", "sMembers", "sIsMember", "zRange", "zScore"], options: [], idempotent: true },
    { members: ["set", "setEx", "hSet", "hDel", "del", "unlink", "expire", "sAdd", "sRem", "zAdd", "zRem", "mSet"], options: [], idempotent: true },
    { members: ["incr", "incrBy", "decr", "lPush", "rPush", "lPop", "rPop", "publish", "xAdd", "xAck", "eval", "evalSha"], options: [] },
    { members: ["connect", "sendCommand", "exec", "execAsPipeline", "quit", "close"], containers: ["default"], options: [] },
    { members: ["blPop", "brPop", "blMove", "blmPop", "bzPopMin", "bzPopMax", "xRead", "xReadGroup", "wait"], options: [], endless: true },
    { members: ["subscribe", "pSubscribe", "sSubscribe", "monitor", "scanIterator"], containers: ["default"], options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: { "socket.socketTimeout": "milliseconds" },
  clients: [
    { members: ["createClient", "createCluster", "createClientPool", "createSentinel"], options: [0], address: "url" },
  ],
  retries: 0,
  emitters: ["RedisClient"],
  resources: [
    { acquire: { members: ["createClient"] }, release: ["close", "quit", "destroy", "disconnect"] },
    { acquire: { members: ["duplicate"], containers: ["default"] }, release: ["close", "quit", "destroy", "disconnect"] },
  ],
};

export default [redis];
