import { type Proof, byDefault, headers, load, soon } from "../proof.ts";

const { Client } = load("@opensearch-project/opensearch");
const search = (node: string, options: object = {}, ofClient: object = {}) =>
  new Client({ node, maxRetries: 0, ...ofClient }).search({ index: "i" }, options);

const proof: Proof = {
  package: "@opensearch-project/opensearch",
  remedy: "requestTimeout of the client",
  ways: {
    search: byDefault(
      30_000,
      headers(({ url }) => search(url)),
    ),
    requestTimeout: headers(({ url }) => search(url, { requestTimeout: soon })),
    "requestTimeout of the client": headers(({ url }) => search(url, {}, { requestTimeout: soon })),
  },
};

export default proof;
