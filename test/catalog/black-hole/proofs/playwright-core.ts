import { type Proof, byDefault, load, signal, soon, total, unbounded } from "../proof.ts";

const { chromium, request } = load("playwright-core");
const get = async (url: string, options: object = {}, ofContext: object = {}) =>
  (await request.newContext(ofContext)).get(url, options);
const connect = (port: number, options: object = {}) => chromium.connect(`ws://127.0.0.1:${port}`, options);
const connectOverCDP = (port: number, options: object = {}) =>
  chromium.connectOverCDP(`ws://127.0.0.1:${port}`, options);

const proof: Proof = {
  package: "playwright-core",
  remedy: "timeout of a request",
  ways: {
    "a request": byDefault(
      30_000,
      total(({ url }) => get(url)),
    ),
    "timeout of a request": total(({ url }) => get(url, { timeout: soon })),
    "timeout of a context": total(({ url }) => get(url, {}, { timeout: soon })),
    "signal of a request": total(({ url }) => get(url, { signal: signal() })),
    connect: { ...unbounded(({ port }) => connect(port)), ends: { silent: "waits", reset: /./ } },
    "timeout of connect": { call: ({ port }) => connect(port, { timeout: soon }), ends: { silent: /timeout/i } },
    connectOverCDP: byDefault(30_000, { call: ({ port }) => connectOverCDP(port), ends: { silent: /timeout/i } }),
    "timeout of connectOverCDP": {
      call: ({ port }) => connectOverCDP(port, { timeout: soon }),
      ends: { silent: /timeout/i },
    },
  },
};

export default proof;
