import { type Proof, byDefault, idle, likeFetch, powerless, signal, soon, total } from "../proof.ts";

const text = async (url: string, options: object = {}) => (await fetch(url, options)).text();

const proof: Proof = {
  package: "node:fetch",
  remedy: "signal",
  ways: {
    get: byDefault(
      300_000,
      idle(({ url }) => text(url), /HEADERS_TIMEOUT|BODY_TIMEOUT/),
    ),
    post: likeFetch(({ url }) => text(url, { method: "POST", body: "{}" })),
    timeout: powerless(({ url }) => text(url, { timeout: soon })),
    signal: total(({ url }) => text(url, { signal: signal() })),
  },
};

export default proof;
