/** A server whose paths are faults. */
import { once } from "node:events";
import { type ServerResponse, createServer } from "node:http";
import { type AddressInfo, type Server, type Socket, createServer as createSilence } from "node:net";

export interface FaultyServer {
  /** What a program is given: the server's address, and a port that takes what is said and answers nothing. */
  readonly arguments: readonly string[];
  /** Settles when somebody is connected. */
  readonly reached: Promise<unknown>;
  close(): void;
}

export async function openFaultyServer(): Promise<FaultyServer> {
  const late: ServerResponse[] = [];
  let fate: ((response: ServerResponse) => void) | undefined;
  /** Decides what becomes of those whom nobody answered so far, and of any that are later still. */
  const decide = (response: ServerResponse, end: (late: ServerResponse) => void): void => {
    fate = end;
    late.splice(0).forEach(end);
    response.end();
  };
  const paths: Readonly<Record<string, (response: ServerResponse) => void>> = {
    "/answers": (response) => void response.end('{"answer":42}'),
    "/fails": (response) => void response.writeHead(500).end("<h1>Internal Server Error</h1>"),
    "/never": () => {},
    "/stalls": (response) => void response.writeHead(200, { "Content-Length": 9 }).flushHeaders(),
    "/resets": (response) => response.socket?.resetAndDestroy(),
    "/late": (response) => (fate ? fate(response) : void late.push(response)),
    "/now": (response) => decide(response, (each) => void each.end('"late"')),
    "/breaks": (response) => decide(response, (each) => each.socket?.resetAndDestroy()),
  };
  const server = createServer((request, response) => paths[request.url ?? ""]?.(response) ?? request.resume());
  const silence = createSilence();
  const sockets = new Set<Socket>();
  const servers: readonly Server[] = [server, silence];
  for (const each of servers) each.on("connection", (socket: Socket) => sockets.add(socket.on("error", () => {})));
  const reached = Promise.race(servers.map((each) => once(each, "connection")));
  const [port, silentPort] = await Promise.all(servers.map(listening));
  return {
    arguments: [`http://127.0.0.1:${port}`, String(silentPort)],
    reached,
    close() {
      for (const each of servers) each.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function listening(server: Server): Promise<number> {
  const listens = once(server, "listening");
  server.listen(0, "127.0.0.1");
  await listens;
  return (server.address() as AddressInfo).port;
}
