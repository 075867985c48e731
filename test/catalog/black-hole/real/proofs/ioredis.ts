import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { Redis } = load("ioredis");

function open({ port }: Peer, options: object = {}) {
  return new Redis({ host, port, ...options }).on("error", () => {});
}

async function connected(peer: Peer, options: object = {}) {
  const redis = open(peer, options);
  await redis.set("key", "value");
  return redis;
}

const proof: Proof = {
  package: "ioredis",
  claims: [
    {
      title: "get",
      peer: "redis",
      attempt: on(connected, (redis) => redis.get("key")),
    },
    {
      title: "exec of a pipeline",
      peer: "redis",
      attempt: on(connected, (redis) => redis.pipeline().get("key").exec()),
    },
    {
      title: "get while connecting, with connectTimeout, which ends when the socket is connected",
      peer: "silent",
      attempt: (peer) => () => open(peer, { connectTimeout: soon }).get("key"),
    },
    {
      title: "get, by the default of maxRetriesPerRequest, whose pauses grow to seconds",
      peer: "refused",
      ends: /MaxRetriesPerRequestError/,
      after: 60_000,
      attempt: (peer) => () => open(peer).get("key"),
    },
    {
      title: "get with maxRetriesPerRequest",
      peer: "refused",
      ends: /MaxRetriesPerRequestError/,
      attempt: (peer) => () => open(peer, { maxRetriesPerRequest: 1 }).get("key"),
    },
    {
      title: "get with connectTimeout and maxRetriesPerRequest alone",
      peer: "redis",
      attempt: on(connected, (redis) => redis.get("key"), { connectTimeout: soon, maxRetriesPerRequest: 1 }),
    },
    {
      title: "get with commandTimeout",
      peer: "redis",
      ends: /Command timed out/,
      attempt: on(connected, (redis) => redis.get("key"), { commandTimeout: soon }),
    },
    {
      title: "get while connecting, with commandTimeout",
      peer: "silent",
      ends: /Command timed out/,
      attempt: (peer) => () => open(peer, { commandTimeout: soon }).get("key"),
    },
    {
      title: "exec of a pipeline with commandTimeout",
      peer: "redis",
      ends: /^resolved Command timed out/,
      attempt: async (peer) => {
        const redis = await connected(peer, { commandTimeout: soon });
        return async () => {
          // A pipeline resolves with what each of its commands met.
          const [[error]] = await redis.pipeline().get("key").exec();
          throw Object.assign(new Error(), { name: "resolved", code: error?.message });
        };
      },
    },
    {
      title: "get with socketTimeout and no more retries",
      peer: "redis",
      ends: /Socket timeout|MaxRetriesPerRequest/,
      attempt: on(connected, (redis) => redis.get("key"), { socketTimeout: soon, maxRetriesPerRequest: 0 }),
    },
    {
      title: "get with socketTimeout alone, which is sent again on each new connection",
      peer: "redis",
      attempt: on(connected, (redis) => redis.get("key"), { socketTimeout: soon }),
    },
    {
      title: "get with socketTimeout and one retry, which is counted anew on each new connection",
      peer: "redis",
      attempt: on(connected, (redis) => redis.get("key"), { socketTimeout: soon, maxRetriesPerRequest: 1 }),
    },
    {
      title: "blpop with blockingTimeout",
      peer: "redis",
      ends: /^resolved/,
      attempt: on(connected, (redis) => redis.blpop("nothing", 0), { blockingTimeout: soon }),
    },
    {
      title: "connect, by the default of connectTimeout",
      peer: "unreachable",
      ends: /Connection is closed/,
      after: 10_000,
      attempt: (peer) => () => open(peer, { lazyConnect: true, retryStrategy: null }).connect(),
    },
    {
      title: "connect with connectTimeout",
      peer: "unreachable",
      ends: /Connection is closed/,
      attempt: (peer) => () => open(peer, { lazyConnect: true, retryStrategy: null, connectTimeout: soon }).connect(),
    },
    {
      title: "quit",
      peer: "redis",
      attempt: on(connected, (redis) => redis.quit()),
    },
    {
      title: "quit with commandTimeout",
      peer: "redis",
      ends: /Command timed out/,
      attempt: on(connected, (redis) => redis.quit(), { commandTimeout: soon }),
    },
  ],
};

export default proof;
