/** Node's own servers. `http.Server` answers 500 by itself where `events.captureRejections` is set, and only there. */
import { type Taker, addsListener } from "./taker.ts";

const requestHandler = {
  rejection: "ends the process",
  is: "a request handler",
  asked: true,
  answers: "http",
  besides: "the request gets no answer",
  capturable: true,
} as const;

const http: Taker = {
  package: "node",
  modules: ["http", "https", "http2"],
  boundaries: [
    { members: ["createServer", "createSecureServer", "Server"], callback: [0], rest: true, ...requestHandler },
    { members: addsListener, containers: ["Server"], callback: [1], events: ["request"], ...requestHandler },
    { members: ["get", "request"], callback: [1], rest: true, rejection: "ends the process", capturable: true },
  ],
};

const sockets: Taker = {
  package: "node",
  modules: ["net", "tls", "dgram"],
  boundaries: [
    {
      members: ["createServer", "Server"],
      callback: [0],
      rest: true,
      rejection: "ends the process",
      is: "a listener",
      capturable: true,
    },
    {
      members: ["connect", "createConnection"],
      callback: [0],
      rest: true,
      rejection: "ends the process",
      capturable: true,
    },
    { members: ["createSocket"], callback: [1], rejection: "ends the process", capturable: true },
    // Called once, as the program starts or ends.
    { members: ["listen", "close", "bind"], callback: [0], rest: true, rejection: "ends the process", category: "risk" },
  ],
};

export default [http, sockets];
