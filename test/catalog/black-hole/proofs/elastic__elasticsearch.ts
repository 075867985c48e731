import { type Proof, headers, idle, load, signal, soon, total, unbounded } from "../proof.ts";

const { Client } = load("@elastic/elasticsearch");
const search = (node: string, options: object = {}, ofClient: object = {}) =>
  new Client({ node, maxRetries: 0, ...ofClient }).search({ index: "i" }, options);

const proof: Proof = {
  package: "@elastic/elasticsearch",
  remedy: "requestTimeout of the client",
  ways: {
    // It switches off the limits that undici has.
    search: unbounded(({ url }) => search(url), 350_000),
    requestTimeout: headers(({ url }) => search(url, { requestTimeout: soon })),
    "requestTimeout of the client": idle(({ url }) => search(url, {}, { requestTimeout: soon })),
    signal: total(({ url }) => search(url, { signal: signal() })),
  },
};

export default proof;
