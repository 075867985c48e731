import { type Proof, byDefault, load, soon, unbounded } from "../proof.ts";

const { io } = load("socket.io-client");
const open = (url: string, options: object = {}) => io(url, { forceNew: true, ...options });

function connect(url: string, options: object = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    open(url, options).on("connect", resolve).on("connect_error", reject);
  });
}

const proof: Proof = {
  package: "socket.io-client",
  remedy: ".timeout",
  ways: {
    "an acknowledgement": { ...unbounded(({ url }) => open(url).emitWithAck("event")), ends: { silent: "waits" } },
    ".timeout": { call: ({ url }) => open(url).timeout(soon).emitWithAck("event"), ends: { silent: /timed out/ } },
    ackTimeout: {
      call: ({ url }) => open(url, { ackTimeout: soon }).emitWithAck("event"),
      ends: { silent: /timed out/ },
    },
    "the connection": byDefault(20_000, { call: ({ url }) => connect(url), ends: { silent: /timeout/ } }),
    "timeout of the connection": { call: ({ url }) => connect(url, { timeout: soon }), ends: { silent: /timeout/ } },
  },
};

export default proof;
