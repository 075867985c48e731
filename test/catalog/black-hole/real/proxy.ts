/** A proxy on loopback between a client and a real server, that falls silent or breaks off on command. */
import { once } from "node:events";
import { type NetConnectOpts, type Socket, connect, createServer } from "node:net";

export interface Proxy {
  readonly port: number;
  /** From now on nothing is let through, in neither direction; connections stay open, and new ones are accepted. */
  stall(): void;
  /** Breaks all connections off, and every new one. */
  reset(): void;
  close(): Promise<void>;
}

export async function openProxy(server: NetConnectOpts): Promise<Proxy> {
  let mode: "through" | "stall" | "reset" = "through";
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    // What ends on one side is seen on the other; an error is one way to end.
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };
  // A network that is gone does not say goodbye either.
  const listener = createServer({ allowHalfOpen: true }, (client) => {
    keep(client);
    if (mode === "reset") return void client.resetAndDestroy();
    // Read and dropped: a peer that takes everything and never answers, where a pause would fill its buffers.
    if (mode === "stall") return void client.resume();
    const upstream = connect({ ...server, allowHalfOpen: true });
    keep(upstream);
    forward(client, upstream);
    forward(upstream, client);
  });
  const forward = (from: Socket, to: Socket) => {
    from.on("data", (data) => mode === "through" && to.write(data));
    from.on("end", () => mode === "through" && to.end());
    from.on("close", () => mode === "through" && to.destroy());
  };
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  return {
    port: (listener.address() as { port: number }).port,
    stall() {
      mode = "stall";
    },
    reset() {
      mode = "reset";
      // A path of this machine knows no reset.
      for (const socket of sockets) socket.remoteAddress ? socket.resetAndDestroy() : socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
