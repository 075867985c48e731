import { type Proof, headers, idle, load, powerless, signal, soon, total, unbounded } from "../proof.ts";

const { NodeHttpHandler, streamCollector } = load("@smithy/node-http-handler");
const handle = async (port: number, ofHandler: object = {}, options: object = {}) => {
  const request = { protocol: "http:", hostname: "127.0.0.1", port, method: "GET", path: "/", headers: {}, query: {} };
  const { response } = await new NodeHttpHandler(ofHandler).handle(request, options);
  return streamCollector(response.body);
};
const throwing = { requestTimeout: soon, throwOnRequestTimeout: true };

const proof: Proof = {
  package: "@smithy/node-http-handler",
  remedy: "throwOnRequestTimeout and socketTimeout",
  ways: {
    handle: unbounded(({ port }) => handle(port)),
    requestTimeout: powerless(({ port }) => handle(port, { requestTimeout: soon })),
    "requestTimeout of handle": powerless(({ port }) => handle(port, {}, { requestTimeout: soon })),
    "requestTimeout and throwOnRequestTimeout": headers(({ port }) => handle(port, throwing)),
    socketTimeout: idle(({ port }) => handle(port, { socketTimeout: soon })),
    "throwOnRequestTimeout and socketTimeout": idle(({ port }) => handle(port, { ...throwing, socketTimeout: soon })),
    abortSignal: total(({ port }) => handle(port, {}, { abortSignal: signal() })),
  },
};

export default proof;
