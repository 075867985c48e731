import { type Proof, load, powerless, signal, soon, total, unbounded } from "../proof.ts";

const { AnonymousCredential, BlobServiceClient } = load("@azure/storage-blob");
const open = (url: string, options: object = {}) =>
  new BlobServiceClient(`${url}account`, new AnonymousCredential(), { retryOptions: { maxTries: 1, ...options } });
const upload = (url: string, options: object = {}) =>
  open(url).getContainerClient("c").getBlockBlobClient("b").upload("text", 4, options);

const proof: Proof = {
  package: "@azure/storage-blob",
  remedy: "abortSignal",
  ways: {
    getProperties: unbounded(({ url }) => open(url).getProperties()),
    tryTimeoutInMs: powerless(({ url }) => open(url, { tryTimeoutInMs: soon }).getProperties()),
    abortSignal: total(({ url }) => open(url).getProperties({ abortSignal: signal() })),
    "abortSignal of upload": total(({ url }) => upload(url, { abortSignal: signal() })),
  },
};

export default proof;
