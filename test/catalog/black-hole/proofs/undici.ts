import { type Proof, byDefault, headers, idle, likeFetch, load, powerless, signal, soon, total } from "../proof.ts";

const { Agent, Pool, fetch, request } = load("undici");
const text = async (url: string, options: object = {}) => (await request(url, options)).body.text();
const pooled = async (url: string, options: object = {}, ofClient: object = {}) =>
  (await new Pool(url.slice(0, -1), ofClient).request({ path: "/", method: "GET", ...options })).body.text();
const both = { headersTimeout: soon, bodyTimeout: soon };

const proof: Proof = {
  package: "undici",
  remedy: "signal",
  ways: {
    request: byDefault(
      300_000,
      idle(({ url }) => text(url), /HEADERS_TIMEOUT|BODY_TIMEOUT/),
    ),
    "request of a pool": likeFetch(({ url }) => pooled(url)),
    fetch: likeFetch(async ({ url }) => (await fetch(url)).text()),
    headersTimeout: headers(({ url }) => text(url, { headersTimeout: soon })),
    bodyTimeout: {
      call: ({ url }) => text(url, { bodyTimeout: soon }),
      ends: { silent: "waits", stall: /BODY_TIMEOUT/, drip: "waits" },
    },
    "headersTimeout and bodyTimeout": idle(({ url }) => text(url, both)),
    "headersTimeout and bodyTimeout of an agent": idle(({ url }) => text(url, { dispatcher: new Agent(both) })),
    "headersTimeout and bodyTimeout of a pool": idle(({ url }) => pooled(url, {}, both)),
    timeout: powerless(async ({ url }) => (await fetch(url, { timeout: soon })).text()),
    signal: total(({ url }) => text(url, { signal: signal() })),
    "signal of a pool's request": total(({ url }) => pooled(url, { signal: signal() })),
    "signal of fetch": total(async ({ url }) => (await fetch(url, { signal: signal() })).text()),
  },
};

export default proof;
