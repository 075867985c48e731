import type { Entry } from "../entry.ts";

/**
 * Where a client blocks, subscribes or serves a queue, it is meant to wait, and `commandTimeout` would end that too.
 */
const waiting = [
  "maxRetriesPerRequest[\"']?\\s*:\\s*null",
  "[\"']bull(mq)?[\"']",
  "[\"']BLOCK[\"']",
  "\\.(b[lr]pop\\w*|bl?m(ove|pop)|bz\\w+|xread(group)?|[ps]?subscribe|monitor)(Buffer)?\\(",
];

/** Where nothing is sent again, `socketTimeout` ends a command. */
const once = "(?=[\\s\\S]*socketTimeout)(?=[\\s\\S]*maxRetriesPerRequest[\"']?\\s*:\\s*0\\b)";

const where = `^(?!${once})(?![\\s\\S]*(${waiting.join("|")}))`;

/**
 * Versions 5 and 6: connecting ends after 10 s, waiting for a lost server after twenty tries (13 s in version 5, 78 s
 * in 6). A command that was sent to a server which hangs waits for ever, unless `commandTimeout` is set: with
 * `socketTimeout` alone it was seen to be sent again on each new connection, and the tries to be counted anew.
 */
const ioredis: Entry = {
  package: "ioredis",
  service: "cache",
  operations: [
    {
      members: ["get", "mget", "hget", "hgetall", "exists", "smembers"],
      containers: ["RedisCommander"],
      options: [],
      idempotent: true,
    },
    {
      members: [
        "set", "setex", "del", "hset", "incr", "expire", "publish", "eval", "call", "exec", "lpush", "rpush", "sadd",
      ],
      containers: ["RedisCommander"],
      options: [],
    },
    { members: ["connect", "quit"], containers: ["Redis", "Cluster", "RedisCommander"], options: [] },
    {
      members: ["blpop", "brpop", "bzpopmin", "xread", "subscribe", "psubscribe"],
      containers: ["RedisCommander"],
      options: [],
      endless: true,
    },
    { members: ["monitor"], containers: ["Redis"], options: [], endless: true },
  ],
  waits: { words: "waits for ever once it is sent" },
  bounds: {},
  clients: [
    {
      members: ["Redis", "default"],
      options: [0, 1, 2],
      address: "host",
      where,
      needs: [
        {
          options: ["commandTimeout"],
          writes: "milliseconds",
          words: "a command that was sent to a server which hangs waits for ever",
        },
      ],
    },
    {
      members: ["Cluster"],
      options: [1],
      bounds: { "redisOptions.commandTimeout": "milliseconds" },
      where,
      needs: [
        {
          options: ["redisOptions.commandTimeout"],
          writes: "milliseconds",
          words: "a command that was sent to a server which hangs waits for ever",
        },
      ],
    },
  ],
  retries: 20,
  resources: [{ acquire: { members: ["Redis", "Cluster", "duplicate"] }, release: ["quit", "disconnect"] }],
};

export default [ioredis];
