import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { Queue, QueueEvents } = load("bullmq");

async function connected({ port }: Peer, options: object = {}) {
  const queue = new Queue(`queue-${port}`, { connection: { host, port, ...options } }).on("error", () => {});
  await queue.add("job", {});
  return queue;
}

const proof: Proof = {
  package: "bullmq",
  claims: [
    {
      title: "Queue.add",
      peer: "redis",
      attempt: on(connected, (queue) => queue.add("job", {})),
    },
    {
      title: "Queue.add with maxRetriesPerRequest and connectTimeout of the connection alone",
      peer: "redis",
      attempt: on(connected, (queue) => queue.add("job", {}), { maxRetriesPerRequest: 1, connectTimeout: soon }),
    },
    {
      title: "Queue.getJob",
      peer: "redis",
      attempt: on(connected, (queue) => queue.getJob("1")),
    },
    {
      title: "Queue.add while connecting",
      peer: "silent",
      attempt: ({ port }) => () =>
        new Queue("queue", { connection: { host, port } }).on("error", () => {}).add("job", {}),
    },
    {
      title: "Queue.add that finds nobody",
      peer: "refused",
      attempt: ({ port }) => () =>
        new Queue("queue", { connection: { host, port } }).on("error", () => {}).add("job", {}),
    },
    {
      title: "Queue.add with commandTimeout of the connection",
      peer: "redis",
      ends: /Command timed out/,
      attempt: on(connected, (queue) => queue.add("job", {}), { commandTimeout: soon }),
    },
    {
      title: "Job.waitUntilFinished",
      peer: "redis",
      lively: true,
      attempt: async (peer) => {
        const queue = await connected(peer);
        const events = new QueueEvents(queue.name, { connection: { host, port: peer.port } }).on("error", () => {});
        await events.waitUntilReady();
        const job = await queue.add("job", {});
        return () => job.waitUntilFinished(events);
      },
    },
    {
      title: "Job.waitUntilFinished with a time to live",
      peer: "redis",
      lively: true,
      ends: /timed out before finishing/,
      attempt: async (peer) => {
        const queue = await connected(peer);
        const events = new QueueEvents(queue.name, { connection: { host, port: peer.port } }).on("error", () => {});
        await events.waitUntilReady();
        const job = await queue.add("job", {});
        return () => job.waitUntilFinished(events, soon);
      },
    },
    {
      title: "Queue.close",
      peer: "redis",
      attempt: on(connected, (queue) => queue.close()),
    },
  ],
};

export default proof;
