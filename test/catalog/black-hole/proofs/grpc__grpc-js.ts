import { type Proof, called, load, soon } from "../proof.ts";

const { Client, credentials, Metadata } = load("@grpc/grpc-js");
const bytes = (value: Buffer) => value;
const ask = (port: number, options: object = {}) =>
  called((done) => {
    const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
    client.makeUnaryRequest("/service/method", bytes, bytes, Buffer.alloc(0), new Metadata(), options, done);
  });
const deadline = () => ({ deadline: Date.now() + soon });
const streamed = (port: number, options: object = {}) =>
  new Promise((resolve, reject) => {
    const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
    const stream = client.makeServerStreamRequest(
      "/service/method",
      bytes,
      bytes,
      Buffer.alloc(0),
      new Metadata(),
      options,
    );
    stream.on("end", resolve).on("error", reject).resume();
  });

const proof: Proof = {
  package: "@grpc/grpc-js",
  remedy: "deadline",
  greeting: "\0\0\0\x04\0\0\0\0\0",
  ways: {
    "a unary call": {
      call: ({ port }) => ask(port),
      outlasts: 100_000,
      ends: { silent: "waits", stall: "waits", reset: /UNAVAILABLE/ },
    },
    "a stream": {
      call: ({ port }) => streamed(port),
      outlasts: 100_000,
      ends: { silent: "waits", stall: "waits", reset: /UNAVAILABLE/ },
    },
    deadline: { call: ({ port }) => ask(port, deadline()), ends: { silent: /DEADLINE/, stall: /DEADLINE/ } },
    "deadline of a stream": {
      call: ({ port }) => streamed(port, deadline()),
      ends: { silent: /DEADLINE/, stall: /DEADLINE/ },
    },
    waitForReady: {
      call: ({ port }) => ask(port, { waitForReady: true }),
      outlasts: 100_000,
      ends: { silent: "waits" },
    },
  },
};

export default proof;
