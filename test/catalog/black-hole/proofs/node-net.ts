import { type Socket, connect } from "node:net";
import { type Proof, idle, powerless, signal, soon, total, unbounded } from "../proof.ts";

function read(port: number, options: object = {}, prepare: (socket: Socket) => void = () => {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", ...options });
    prepare(socket.on("error", reject).on("end", resolve).resume());
  });
}

const proof: Proof = {
  package: "node:net",
  remedy: "setTimeout with a listener that destroys",
  greeting: "220 ready\r\n",
  ways: {
    connect: unbounded(({ port }) => read(port)),
    timeout: powerless(({ port }) => read(port, { timeout: soon })),
    "setTimeout with a listener that destroys": idle(({ port }) =>
      read(port, {}, (socket) => socket.setTimeout(soon, () => socket.destroy(new Error("timeout")))),
    ),
    signal: total(({ port }) => read(port, { signal: signal() })),
  },
};

export default proof;
