import { type Proof, headers, idle, load, signal, soon, total, unbounded } from "../proof.ts";

const { default: got } = load("got");
// It tries again by default.
const retry = { limit: 0 };

const proof: Proof = {
  package: "got",
  remedy: "timeout.request",
  ways: {
    get: unbounded(({ url }) => got(url, { retry })),
    "timeout.request": total(({ url }) => got(url, { retry, timeout: { request: soon } })),
    "timeout.request of an instance": total(({ url }) => got.extend({ retry, timeout: { request: soon } }).post(url)),
    "timeout.response": headers(({ url }) => got(url, { retry, timeout: { response: soon } })),
    "timeout.socket": idle(({ url }) => got(url, { retry, timeout: { socket: soon } })),
    signal: total(({ url }) => got(url, { retry, signal: signal() })),
  },
};

export default proof;
