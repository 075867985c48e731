import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { createClient, createClientPool } = load("redis");

function open({ port }: Peer, { socket = {}, ...options }: { socket?: object; commandOptions?: object } = {}) {
  const at = { host, port, reconnectStrategy: false, ...socket };
  return createClient({ socket: at, ...options }).on("error", () => {});
}

async function connected(peer: Peer, options = {}) {
  const client = open(peer, options);
  await client.connect();
  await client.set("key", "value");
  return client;
}

const proof: Proof = {
  package: "redis",
  claims: [
    {
      title: "connect, by the default of connectTimeout",
      peer: "unreachable",
      ends: /ConnectionTimeoutError|Connection timeout/,
      after: 5000,
      attempt: (peer) => () => open(peer).connect(),
    },
    {
      title: "connect with connectTimeout",
      peer: "unreachable",
      ends: /ConnectionTimeoutError|Connection timeout/,
      attempt: (peer) => () => open(peer, { socket: { connectTimeout: soon } }).connect(),
    },
    {
      title: "connect, with connectTimeout and the reconnectStrategy that it has by default",
      peer: "unreachable",
      attempt: ({ port }) => () =>
        createClient({ socket: { host, port, connectTimeout: soon } }).on("error", () => {}).connect(),
    },
    {
      title: "connect, with the reconnectStrategy that it has by default and a listener to errors",
      peer: "refused",
      attempt: ({ port }) => () => createClient({ socket: { host, port } }).on("error", () => {}).connect(),
    },
    {
      title: "connect with connectTimeout, to what accepts and is silent",
      peer: "silent",
      attempt: (peer) => {
        const connecting = open(peer, { socket: { connectTimeout: soon } }).connect();
        return () => connecting;
      },
    },
    {
      title: "get",
      peer: "redis",
      attempt: on(connected, (client) => client.get("key")),
    },
    {
      title: "exec of multi",
      peer: "redis",
      attempt: on(connected, (client) => client.multi().get("key").exec()),
    },
    {
      title: "get with commandOptions.timeout, which ends when the command is written",
      peer: "redis",
      attempt: on(connected, (client) => client.get("key"), { commandOptions: { timeout: soon } }),
    },
    {
      title: "get with withCommandOptions({ timeout }), which ends when the command is written",
      peer: "redis",
      attempt: on(connected, (client) => client.withCommandOptions({ timeout: soon }).get("key")),
    },
    {
      title: "get with withAbortSignal, which is not asked when the command is written",
      peer: "redis",
      attempt: on(connected, (client) => client.withAbortSignal(AbortSignal.timeout(soon)).get("key")),
    },
    {
      title: "get before it is connected, by the default of a command's timeout",
      peer: "unreachable",
      ends: /TimeoutError/,
      after: 5000,
      attempt: (peer) => () => {
        const client = open(peer, { socket: { reconnectStrategy: 100 } });
        client.connect().catch(() => {});
        return client.get("key");
      },
    },
    {
      title: "get with socketTimeout",
      peer: "redis",
      ends: /Socket timeout/,
      attempt: on(connected, (client) => client.get("key"), { socket: { socketTimeout: soon } }),
    },
    {
      title: "execute of an exhausted pool, by the default of acquireTimeout",
      peer: "redis",
      lively: true,
      ends: /Timeout waiting for a client/,
      after: 3000,
      attempt: async ({ port }) => {
        const pool = createClientPool({ socket: { host, port } }, { minimum: 1, maximum: 1 }).on("error", () => {});
        await pool.connect();
        void pool.execute(() => new Promise(() => {}));
        return () => pool.get("key");
      },
    },
    {
      title: "close while a command waits",
      peer: "redis",
      attempt: async (peer) => {
        const client = await connected(peer);
        return () => {
          client.get("key").catch(() => {});
          return client.close();
        };
      },
    },
    {
      title: "get with socketTimeout, after a pause in which it was closed",
      peer: "redis",
      lively: true,
      ends: /ClientClosedError|Socket/,
      attempt: async (peer) => {
        const client = await connected(peer, { socket: { socketTimeout: soon } });
        return async () => {
          await new Promise((resolve) => setTimeout(resolve, 2 * soon));
          await client.get("key");
        };
      },
    },
  ],
};

export default proof;
