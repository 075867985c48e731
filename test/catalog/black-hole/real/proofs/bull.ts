import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const Queue = load("bull");

async function connected({ port }: Peer, options: object = {}) {
  const queue = new Queue(`queue-${port}`, { redis: { host, port, ...options } }).on("error", () => {});
  await queue.add({});
  return queue;
}

const proof: Proof = {
  package: "bull",
  claims: [
    {
      title: "add",
      peer: "redis",
      attempt: on(connected, (queue) => queue.add({})),
    },
    {
      title: "add that finds nobody",
      peer: "refused",
      attempt: ({ port }) => () => new Queue("queue", { redis: { host, port } }).on("error", () => {}).add({}),
    },
    {
      title: "add with the job's timeout, which is for its run",
      peer: "redis",
      attempt: on(connected, (queue) => queue.add({}, { timeout: soon })),
    },
    {
      title: "add with commandTimeout of the connection",
      peer: "redis",
      ends: /Command timed out/,
      attempt: on(connected, (queue) => queue.add({}), { commandTimeout: soon }),
    },
    {
      title: "getJob with commandTimeout of the connection",
      peer: "redis",
      ends: /Command timed out/,
      attempt: on(connected, (queue) => queue.getJob("1"), { commandTimeout: soon }),
    },
    {
      title: "Job.finished of a job that nobody takes",
      peer: "redis",
      lively: true,
      attempt: async (peer) => {
        const queue = await connected(peer);
        const job = await queue.add({}, { timeout: soon });
        return () => job.finished();
      },
    },
  ],
};

export default proof;
