import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { MongoClient } = load("mongodb");
const ids = (client: any) => client.db("db").collection("documents");

function open({ port }: Peer, options: object = {}) {
  return new MongoClient(`mongodb://${host}:${port}/?directConnection=true`, options).on("error", () => {});
}

async function connected(peer: Peer, options: object = {}) {
  const client = open(peer, options);
  await client.connect();
  return client;
}

const proof: Proof = {
  package: "mongodb",
  claims: [
    {
      title: "connect, by the default of serverSelectionTimeoutMS",
      peer: "silent",
      ends: /MongoServerSelectionError.* 30000 ms/,
      after: 30_000,
      attempt: (peer) => () => open(peer).connect(),
    },
    {
      title: "findOne that finds nobody, by the default of serverSelectionTimeoutMS",
      peer: "refused",
      ends: /MongoServerSelectionError/,
      after: 30_000,
      attempt: (peer) => () => ids(open(peer)).findOne({}),
    },
    {
      title: "connect with serverSelectionTimeoutMS",
      peer: "silent",
      ends: /MongoServerSelectionError/,
      attempt: (peer) => () => open(peer, { serverSelectionTimeoutMS: soon }).connect(),
    },
    {
      title: "findOne with timeoutMS, which has no effect",
      peer: "silent",
      ends: /MongoServerSelectionError.* 30000 ms/,
      after: 30_000,
      attempt: (peer) => () => ids(open(peer, { timeoutMS: soon })).findOne({}),
    },
    {
      title: "findOne with connectTimeoutMS alone",
      peer: "silent",
      ends: /MongoServerSelectionError/,
      after: 30_000,
      attempt: (peer) => () => ids(open(peer, { connectTimeoutMS: soon })).findOne({}),
    },
    {
      title: "findOne with a signal",
      peer: "silent",
      ends: /TimeoutError/,
      attempt: (peer) => () => ids(open(peer)).findOne({}, { signal: AbortSignal.timeout(soon) }),
    },
    {
      title: "findOne of a server that goes on answering hello",
      peer: "mongo",
      lively: true,
      attempt: on(connected, (client) => ids(client).findOne({})),
    },
    {
      title: "insertOne of a server that goes on answering hello",
      peer: "mongo",
      lively: true,
      attempt: on(connected, (client) => ids(client).insertOne({})),
    },
    {
      title: "findOne with timeoutMS and maxTimeMS",
      peer: "mongo",
      lively: true,
      attempt: on(
        connected,
        (client) => ids(client).findOne({}, { maxTimeMS: soon, timeoutMS: soon }),
        { timeoutMS: soon },
      ),
    },
    {
      title: "findOne with socketTimeoutMS",
      peer: "mongo",
      lively: true,
      ends: /MongoNetworkTimeoutError/,
      attempt: on(connected, (client) => ids(client).findOne({}), { socketTimeoutMS: soon }),
    },
    {
      title: "insertOne with socketTimeoutMS",
      peer: "mongo",
      lively: true,
      ends: /MongoNetworkTimeoutError/,
      attempt: on(connected, (client) => ids(client).insertOne({}), { socketTimeoutMS: soon }),
    },
    {
      title: "toArray with a signal",
      peer: "mongo",
      lively: true,
      ends: /TimeoutError/,
      attempt: on(connected, (client) => ids(client).find({}, { signal: AbortSignal.timeout(soon) }).toArray()),
    },
    {
      title: "findOne of an exhausted pool",
      peer: "mongo",
      lively: true,
      attempt: async (peer) => {
        const client = await connected(peer, { maxPoolSize: 1 });
        ids(client).findOne({}).catch(() => {});
        return () => ids(client).findOne({});
      },
    },
    {
      title: "findOne of an exhausted pool, with waitQueueTimeoutMS",
      peer: "mongo",
      lively: true,
      ends: /MongoWaitQueueTimeoutError/,
      attempt: async (peer) => {
        const client = await connected(peer, { maxPoolSize: 1, waitQueueTimeoutMS: soon });
        ids(client).findOne({}).catch(() => {});
        return () => ids(client).findOne({});
      },
    },
    {
      title: "findOne of a server that is gone, which the monitor sees",
      peer: "mongo",
      lively: true,
      ends: /Mongo/,
      after: 30_000,
      attempt: (peer) => async () => {
        const client = await connected(peer);
        peer.stall();
        return ids(client).findOne({});
      },
    },
    {
      title: "updateOne with timeoutMS of the client, which has no effect",
      peer: "mongo",
      lively: true,
      attempt: on(connected, (client) => ids(client).updateOne({}, { $set: { key: 1 } }), { timeoutMS: soon }),
    },
    {
      title: "insertOne with a signal",
      peer: "mongo",
      lively: true,
      ends: /TimeoutError/,
      attempt: on(connected, (client) => ids(client).insertOne({}, { signal: AbortSignal.timeout(soon) })),
    },
  ],
};

export default proof;
