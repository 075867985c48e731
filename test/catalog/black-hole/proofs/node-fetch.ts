import { type Proof, load, powerless, signal, soon, total, unbounded } from "../proof.ts";

const { default: fetch } = load("node-fetch");
const text = async (url: string, options: object = {}) => (await fetch(url, options)).text();

const proof: Proof = {
  package: "node-fetch",
  remedy: "signal",
  ways: {
    get: unbounded(({ url }) => text(url)),
    timeout: powerless(({ url }) => text(url, { timeout: soon })),
    signal: total(({ url }) => text(url, { signal: signal() })),
  },
};

export default proof;
