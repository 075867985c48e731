import { type Claim, host, load } from "../claim.ts";

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const claims: readonly Claim[] = [
  {
    title: "ioredis, refused,",
    ends: false,
    async fail(watch, { port }) {
      await watch(new (load("ioredis").Redis)({ host, port, maxRetriesPerRequest: 1 }))
        .get("x")
        .catch(() => {});
    },
  },
  {
    title: "ioredis Cluster, refused,",
    ends: false,
    async fail(watch, { port }) {
      const { Cluster } = load("ioredis");
      await watch(new Cluster([{ host, port }], { clusterRetryStrategy: () => null }))
        .get("x")
        .catch(() => {});
    },
  },
  {
    title: "redis: a client, refused,",
    ends: false,
    fail: (watch, { port }) =>
      watch(load("redis").createClient({ socket: { host, port, reconnectStrategy: false } }))
        .connect()
        .catch(() => {}),
  },
  {
    title: "redis: a client that is connected",
    ends: true,
    server: "redis",
    async fail(watch, { port, proxy }) {
      await watch(load("redis").createClient({ socket: { host, port } })).connect();
      proxy!.reset();
    },
  },
  {
    title: "redis: a duplicate of a client",
    ends: true,
    server: "redis",
    async fail(watch, { port, proxy }) {
      const client = load("redis")
        .createClient({ socket: { host, port } })
        .on("error", () => {});
      await watch(client.duplicate()).connect();
      proxy!.reset();
    },
  },
  {
    title: "redis: a pool of clients",
    ends: true,
    server: "redis",
    async fail(watch, { port, proxy }) {
      const pool = watch(load("redis").createClientPool({ socket: { host, port } }));
      await pool.connect();
      await pool.get("x");
      proxy!.reset();
    },
  },
  {
    title: "redis: a cluster, refused,",
    ends: false,
    async fail(watch, { port }) {
      await watch(load("redis").createCluster({ rootNodes: [{ socket: { host, port } }] }))
        .connect()
        .catch(() => {});
    },
  },
  {
    title: "amqplib: a connection",
    ends: true,
    server: "rabbitmq",
    async fail(watch, { port, proxy }) {
      watch(await load("amqplib").connect(`amqp://${host}:${port}`));
      proxy!.reset();
    },
  },
  {
    title: "amqplib: a channel whose connection has a listener",
    ends: false,
    server: "rabbitmq",
    async fail(watch, { port }) {
      const connection = await load("amqplib").connect(`amqp://${host}:${port}`);
      // What the channel throws there becomes the connection's own error, and closes it.
      const closed = new Promise((resolve) => connection.on("error", () => {}).once("close", resolve));
      const channel = watch(await connection.createChannel());
      channel.once("close", () => connection.close());
      channel.checkQueue("resilint-no-such-queue").catch(() => {});
      await closed;
    },
  },
  {
    title: "amqplib: the connection of a channel that fails with no listener",
    ends: true,
    server: "rabbitmq",
    async fail(watch, { port }) {
      const connection = watch(await load("amqplib").connect(`amqp://${host}:${port}`));
      (await connection.createChannel()).checkQueue("resilint-no-such-queue").catch(() => {});
    },
  },
  {
    title: "amqplib/callback_api: a connection",
    ends: true,
    server: "rabbitmq",
    async fail(watch, { port, proxy }) {
      load("amqplib/callback_api").connect(`amqp://${host}:${port}`, (_: unknown, connection: any) => {
        watch(connection);
        proxy!.reset();
      });
    },
  },
  {
    title: "amqp-connection-manager: a connection and its channel, refused,",
    ends: false,
    async fail(watch, { port }) {
      const connection = watch(load("amqp-connection-manager").connect([`amqp://${host}:${port}`]));
      const channel = watch(connection.createChannel({ name: "x" }));
      channel.waitForConnect().catch(() => {});
      await later(500);
    },
  },
  {
    title: "amqp-connection-manager: a channel whose set-up fails",
    ends: true,
    server: "rabbitmq",
    fail(watch, { port }) {
      const connection = load("amqp-connection-manager").connect([`amqp://${host}:${port}`]);
      watch(connection.createChannel({ setup: async () => Promise.reject(new Error("boom")) }));
    },
  },
  {
    title: "bullmq: a queue, refused,",
    ends: false,
    async fail(watch, { port }) {
      watch(new (load("bullmq").Queue)("q", { connection: { host, port } }))
        .add("x", {})
        .catch(() => {});
      await later(500);
    },
  },
  {
    title: "bullmq: a worker, refused,",
    ends: false,
    async fail(watch, { port }) {
      watch(new (load("bullmq").Worker)("q", async () => {}, { connection: { host, port } }));
      await later(500);
    },
  },
  {
    title: "bullmq: queue events, refused,",
    ends: false,
    async fail(watch, { port }) {
      watch(new (load("bullmq").QueueEvents)("q", { connection: { host, port } }));
      await later(500);
    },
  },
  {
    title: "bull: a queue, refused,",
    ends: false,
    async fail(watch, { port }) {
      watch(new (load("bull"))("q", { redis: { host, port } }))
        .process(async () => {})
        .catch(() => {});
      await later(500);
    },
  },
  {
    title: "bee-queue: a queue",
    ends: true,
    server: "redis",
    async fail(watch, { port, proxy }) {
      const queue = watch(new (load("bee-queue"))("q", { redis: { host, port } }));
      await queue.ready();
      proxy!.reset();
    },
  },
  {
    title: "mqtt: a client, refused,",
    ends: false,
    async fail(watch, { port }) {
      watch(load("mqtt").connect(`mqtt://${host}:${port}`));
      await later(500);
    },
  },
  {
    title: "kafkajs: a producer, refused,",
    ends: false,
    async fail(_, { port }) {
      const { Kafka, logLevel } = load("kafkajs");
      const producer = new Kafka({
        brokers: [`${host}:${port}`],
        retry: { retries: 0 },
        logLevel: logLevel.NOTHING,
      }).producer();
      await producer.connect().catch(() => {});
    },
  },
  {
    title: "rhea: a connection, refused,",
    ends: false,
    async fail(watch, { port }) {
      watch(load("rhea").create_container()).connect({ host, port, reconnect: false });
      await later(500);
    },
  },
];

export default claims;
