import { type Proof, idle, load, soon, unbounded } from "../proof.ts";

const WebSocket = load("ws");

function connect(port: number, options: object = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    new WebSocket(`ws://127.0.0.1:${port}`, options).on("open", resolve).on("error", reject);
  });
}

const proof: Proof = {
  package: "ws",
  remedy: "handshakeTimeout",
  greeting: "HTTP/1.1 101 ",
  ways: {
    "the handshake": unbounded(({ port }) => connect(port)),
    handshakeTimeout: idle(({ port }) => connect(port, { handshakeTimeout: soon })),
  },
};

export default proof;
