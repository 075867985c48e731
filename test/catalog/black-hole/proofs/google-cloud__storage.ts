import { type Proof, headers, load, soon, total, unbounded } from "../proof.ts";

const { Storage } = load("@google-cloud/storage");
const open = (apiEndpoint: string, options: object = {}) =>
  new Storage({ projectId: "p", apiEndpoint, retryOptions: { autoRetry: false }, ...options });

const proof: Proof = {
  package: "@google-cloud/storage",
  remedy: "timeout of the client",
  ways: {
    getMetadata: unbounded(({ url }) => open(url).bucket("b").getMetadata()),
    download: unbounded(({ url }) => open(url).bucket("b").file("f").download()),
    "timeout of the client": total(({ url }) => open(url, { timeout: soon }).bucket("b").getMetadata()),
    "timeout of the client, download": headers(({ url }) =>
      open(url, { timeout: soon }).bucket("b").file("f").download(),
    ),
  },
};

export default proof;
