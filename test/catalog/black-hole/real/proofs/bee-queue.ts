import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const Queue = load("bee-queue");

async function connected({ port }: Peer, redis: object = {}) {
  const queue = new Queue(`queue-${port}`, { redis: { host, port, ...redis }, isWorker: false }).on("error", () => {});
  await queue.createJob({}).save();
  return queue;
}

const proof: Proof = {
  package: "bee-queue",
  claims: [
    {
      title: "Job.save",
      peer: "redis",
      attempt: on(connected, (queue) => queue.createJob({}).save()),
    },
    {
      title: "Job.save that finds nobody",
      peer: "refused",
      ends: /ECONNREFUSED/,
      attempt: ({ port }) => () =>
        new Queue("queue", { redis: { host, port }, isWorker: false }).on("error", () => {}).createJob({}).save(),
    },
    {
      title: "Job.save with the job's timeout, which is for its run",
      peer: "redis",
      attempt: on(connected, (queue) => queue.createJob({}).timeout(soon).save()),
    },
    {
      title: "Queue.checkHealth with connect_timeout of the connection",
      peer: "redis",
      attempt: on(connected, (queue) => queue.checkHealth(), { connect_timeout: soon }),
    },
  ],
};

export default proof;
