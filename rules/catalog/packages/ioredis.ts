import type { Entry } from "../entry.ts";

/** Where a client blocks, subscribes or serves a queue, it is meant to wait, and `commandTimeout` would end that too. */
const waits = [
  "maxRetriesPerRequest[\"']?\\s*:\\s*null",
  "[\"']bull(mq)?[\"']",
  "[\"']BLOCK[\"']",
  "\\.(b[lr]pop\\w*|bl?m(ove|pop)|bz\\w+|xread(group)?|p?subscribe|ssubscribe|monitor)(Buffer)?\\(",
];

const where = `^(?![\\s\\S]*(${waits.join("|")}))`;

/**
 * Versions 5 and 6: a command to a server that hangs was seen pending after 60 s; `commandTimeout` ended it. While there is no server it
 * waits for 20 attempts, 10 s in version 5 and 75 s in version 6. What was sent when a connection broke is sent again.
 */
const ioredis: Entry = {
  package: "ioredis",
  service: "cache",
  operations: [
    {
      members: ["get", "mget", "hget", "hgetall", "hmget", "exists", "ttl", "keys", "lrange", "llen", "smembers", "sismember", "zrange", "zscore"],
      containers: ["RedisCommander"],
      options: [],
      idempotent: true,
    },
    {
      members: ["set", "setex", "mset", "hset", "hdel", "del", "unlink", "expire", "sadd", "srem", "zadd", "zrem"],
      containers: ["RedisCommander"],
      options: [],
      idempotent: true,
    },
    {
      members: ["incr", "incrby", "decr", "lpush", "rpush", "lpop", "rpop", "publish", "xadd", "xack", "eval", "evalsha", "call", "exec", "quit"],
      containers: ["RedisCommander"],
      options: [],
    },
    { members: ["connect"], containers: ["Redis", "Cluster"], options: [] },
    {
      members: ["blpop", "brpop", "brpoplpush", "blmove", "blmpop", "bzpopmin", "bzpopmax", "xread", "xreadgroup", "subscribe", "psubscribe", "wait"],
      containers: ["RedisCommander"],
      options: [],
      endless: true,
    },
    { members: ["monitor", "scanStream"], containers: ["Redis"], options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: { commandTimeout: "milliseconds" },
  clients: [
    {
      members: ["Redis"],
      options: [0, 1, 2],
      address: "host",
      where,
      needs: [{ options: ["commandTimeout"], writes: "milliseconds", words: "a command waits for ever" }],
    },
    {
      members: ["Cluster"],
      options: [1],
      bounds: { "redisOptions.commandTimeout": "milliseconds" },
      where,
      needs: [{ options: ["redisOptions.commandTimeout"], writes: "milliseconds", words: "a command waits for ever" }],
    },
  ],
  retries: 20,
  resources: [
    { acquire: { members: ["Redis", "Cluster"] }, release: ["quit", "disconnect"] },
    { acquire: { members: ["duplicate", "monitor"], containers: ["Redis"] }, release: ["quit", "disconnect"] },
  ],
};

export default [ioredis];
