import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import type { ServerHttp2Session } from "node:http2";
import type { Server, Socket } from "node:net";
import { Server as TlsServer } from "node:tls";

/** A server that can be emptied. Made early: it has to see connections and requests come in. */
export interface Drainable {
  /** Stops accepting, and resolves when the last connection is closed. */
  drain(): Promise<void>;
  /** Cuts what connections are left. */
  cut(): void;
  /** Stops watching the server. */
  dispose(): void;
}

/**
 * Knows which connections of an HTTP server (1 or 2, with TLS or without) are busy. `server.close()` alone waits for
 * keep-alive connections that become idle later, and for those on which no request was ever sent, such as browsers open
 * in advance. Of a plain TCP server nothing is known but its connections, and all of them are waited for.
 */
export function drainable(server: Server): Drainable {
  const answers = new Map<Socket, ServerResponse[]>();
  const sessions = new Set<ServerHttp2Session>();
  let draining = false;
  let sweep: NodeJS.Timeout | undefined;

  const onConnection = (socket: Socket): void => {
    answers.set(socket, []);
    socket.once("close", () => answers.delete(socket));
  };
  const onSession = (session: ServerHttp2Session): void => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
  };
  const onRequest = ({ socket }: IncomingMessage, response: ServerResponse): void => {
    const open = answers.get(socket);
    if (open === undefined) return;
    open.push(response);
    response.once("close", () => open.splice(open.indexOf(response), 1));
    if (draining) closeAfter(open);
  };
  const connection = server instanceof TlsServer ? "secureConnection" : "connection";
  server.on(connection, onConnection);
  server.on("session", onSession);
  // Before the application's own listener, which may answer at once.
  server.prependListener("request", onRequest);
  const dispose = (): void => {
    clearInterval(sweep);
    server.off(connection, onConnection);
    server.off("session", onSession);
    server.off("request", onRequest);
  };

  return {
    dispose,
    drain() {
      draining = true;
      const began = performance.now();
      for (const session of sessions) session.close();
      for (const open of answers.values()) closeAfter(open);
      const closed = new Promise<void>((resolve) => {
        // It says here when it was not listening in the first place: then there is nothing to wait for.
        server.close(() => resolve());
      });
      if (!isHttp1(server)) return closed.finally(dispose);
      const closeIdle = (): void => {
        server.closeIdleConnections();
        for (const [socket, open] of answers) {
          if (open.length === 0 && isUnused(socket, server, performance.now() - began)) socket.destroy();
        }
      };
      closeIdle();
      sweep = setInterval(closeIdle, 100);
      return closed.finally(dispose);
    },
    cut() {
      dispose();
      for (const session of sessions) session.destroy();
      for (const socket of answers.keys()) socket.destroy();
    },
  };
}

/** The client is told to send no more on this connection. Only the last answer may say so: it ends the connection. */
function closeAfter(open: readonly ServerResponse[]): void {
  const last = open.at(-1);
  if (last !== undefined && !last.headersSent) last.setHeader("Connection", "close");
}

/**
 * Whether nothing is going on where no request is. A request of which only the first bytes have come gets a second for
 * the rest; and what has become of a connection that was upgraded, such as a web socket, is not known here.
 */
function isUnused(socket: Socket, server: HttpServer, elapsed: number): boolean {
  if (socket.bytesRead === 0) return true;
  const mayBeUpgraded = server.listenerCount("upgrade") > 0 || server.listenerCount("connect") > 0;
  return elapsed > 1_000 && !mayBeUpgraded;
}

function isHttp1(server: Server): server is HttpServer {
  return typeof (server as Partial<HttpServer>).closeIdleConnections === "function";
}
