/** Raw connections to a server on loopback: what a browser's or a proxy's pool of them looks like to it. */
import { once } from "node:events";
import { type Socket, connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { preShared } from "./pre-shared.ts";

export interface Connection {
  /** Sends a request for a path, or just text. */
  send(text: string): void;
  /** Resolves when the server has sent this text. */
  receives(text: string): Promise<void>;
  /** Resolves with all that the server has sent, when the connection is closed. */
  readonly closed: Promise<string>;
  end(): void;
}

export async function open(port: number, secure = false): Promise<Connection> {
  const socket = secure ? connectTls({ ...preShared, port, host: "127.0.0.1" }) : connect(port, "127.0.0.1");
  await once(socket, secure ? "secureConnect" : "connect");
  return connection(socket);
}

export function get(path: string, headers = ""): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
}

function connection(socket: Socket): Connection {
  let text = "";
  socket.setEncoding("latin1").on("data", (chunk) => (text += chunk));
  // A connection that is cut is what some tests are about.
  socket.on("error", () => {});
  const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(text)));
  return {
    send: (given) => void socket.write(given),
    async receives(wanted) {
      while (!text.includes(wanted)) await once(socket, "data");
    },
    closed,
    end: () => void socket.end(),
  };
}
