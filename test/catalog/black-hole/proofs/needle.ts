import { type Proof, headers, load, powerless, signal, soon, total, unbounded } from "../proof.ts";

const needle = load("needle");
const get = (url: string, options: object = {}) => needle("get", url, null, options);
// It breaks off by itself, and says so in these words when no answer had begun.
const gaveUp = /socket hang up|timeout/i;

const proof: Proof = {
  package: "needle",
  remedy: "response_timeout and read_timeout",
  ways: {
    get: unbounded(({ url }) => get(url)),
    timeout: powerless(({ url }) => get(url, { timeout: soon })),
    open_timeout: powerless(({ url }) => get(url, { open_timeout: soon })),
    response_timeout: headers(({ url }) => get(url, { response_timeout: soon }), gaveUp),
    read_timeout: {
      call: ({ url }) => get(url, { read_timeout: soon }),
      ends: { silent: "waits", stall: /timeout/i, drip: /timeout/i },
    },
    "response_timeout and read_timeout": total(
      ({ url }) => get(url, { response_timeout: soon, read_timeout: soon }),
      gaveUp,
    ),
    signal: total(({ url }) => get(url, { signal: signal() })),
    "an answer that breaks off": { call: ({ url }) => get(url), ends: { cut: "waits" } },
  },
};

export default proof;
