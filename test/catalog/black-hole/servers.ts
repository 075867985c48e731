/** Servers on loopback that take a call and do not answer it as one would wish. */
import { once } from "node:events";
import { type Socket, createServer } from "node:net";

export type Behaviour =
  /** Takes what is sent and never says a word. */
  | "silent"
  /** Begins to answer, then falls silent. */
  | "stall"
  /** Begins to answer, then sends a byte at a time, for ever. */
  | "drip"
  /** Takes the request, then breaks the connection off. */
  | "reset"
  /** Closes the connection in the middle of its answer. */
  | "cut";

export interface BlackHole {
  readonly port: number;
  readonly url: string;
  /** Whether anybody has connected: a client that was never here has proved nothing. */
  wasReached(): boolean;
}

/** Serves HTTP; or, where a greeting is given, says that to whoever connects, as servers of other protocols do. */
export async function openBlackHole(behaviour: Behaviour, greeting?: string): Promise<BlackHole> {
  let reached = false;
  const server = createServer((socket) => {
    reached = true;
    socket.on("error", () => {});
    if (greeting !== undefined) behave(socket, behaviour, greeting);
    else socket.once("data", (request) => behave(socket, behaviour, headFor(String(request))));
    socket.resume();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return { port, url: `http://127.0.0.1:${port}/`, wasReached: () => reached };
}

function behave(socket: Socket, behaviour: Behaviour, answer: string): void {
  if (behaviour === "silent") return;
  if (behaviour === "reset") return void socket.resetAndDestroy();
  socket.write(answer);
  if (behaviour === "drip") {
    const dripping = setInterval(() => socket.write(" "), 100);
    socket.once("close", () => clearInterval(dripping));
  }
  if (behaviour === "cut") socket.end();
}

/** Promises far more than will ever come. */
function headFor(request: string): string {
  const type = /^accept:.*text\/event-stream/im.test(request) ? "text/event-stream" : "application/json";
  return `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: 1000000\r\n\r\n `;
}
