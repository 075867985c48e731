import { type TLSSocket, connect } from "node:tls";
import { type Proof, powerless, signal, soon, unbounded } from "../proof.ts";

function shakeHands(
  port: number,
  options: object = {},
  prepare: (socket: TLSSocket) => void = () => {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", ...options });
    prepare(socket.on("error", reject).on("secureConnect", resolve));
  });
}

const proof: Proof = {
  package: "node:tls",
  remedy: "setTimeout with a listener that destroys",
  ways: {
    connect: { ...unbounded(({ port }) => shakeHands(port)), ends: { silent: "waits", reset: /./ } },
    timeout: powerless(({ port }) => shakeHands(port, { timeout: soon })),
    "setTimeout with a listener that destroys": {
      call: ({ port }) =>
        shakeHands(port, {}, (socket) => socket.setTimeout(soon, () => socket.destroy(new Error("timeout")))),
      ends: { silent: /timeout/ },
    },
    signal: { call: ({ port }) => shakeHands(port, { signal: signal() }), ends: { silent: /abort/i } },
  },
};

export default proof;
