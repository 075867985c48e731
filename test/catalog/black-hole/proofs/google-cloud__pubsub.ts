import { type Proof, load, soon } from "../proof.ts";

const { PubSub } = load("@google-cloud/pubsub");
const open = (port: number) => new PubSub({ projectId: "p", apiEndpoint: `127.0.0.1:${port}`, emulatorMode: true });
const data = Buffer.from("?");

const proof: Proof = {
  package: "@google-cloud/pubsub",
  remedy: "gaxOpts.timeout of publish",
  greeting: "\0\0\0\x04\0\0\0\0\0",
  ways: {
    publishMessage: {
      call: ({ port }) => open(port).topic("t").publishMessage({ data }),
      after: 60_000,
      ends: { silent: /Total timeout/, stall: /Total timeout/ },
    },
    "gaxOpts.timeout of publish": {
      call: ({ port }) =>
        open(port)
          .topic("t", { gaxOpts: { timeout: soon } })
          .publishMessage({ data }),
      ends: { silent: /timeout|deadline/i, stall: /timeout|deadline/i },
    },
    "gaxOpts.timeout of createTopic": {
      call: ({ port }) => open(port).createTopic("t", { timeout: soon }),
      ends: { silent: /timeout|deadline/i, stall: /timeout|deadline/i },
    },
  },
};

export default proof;
