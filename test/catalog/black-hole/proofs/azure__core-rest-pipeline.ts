import { type Proof, headers, load, signal, soon, total, unbounded } from "../proof.ts";

const { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest } = load("@azure/core-rest-pipeline");
const send = (url: string, options: object = {}) =>
  createPipelineFromOptions({ retryOptions: { maxRetries: 0 } }).sendRequest(
    createDefaultHttpClient(),
    createPipelineRequest({ url, allowInsecureConnection: true, ...options }),
  );

const proof: Proof = {
  package: "@azure/core-rest-pipeline",
  remedy: "abortSignal",
  ways: {
    sendRequest: unbounded(({ url }) => send(url)),
    timeout: headers(({ url }) => send(url, { timeout: soon })),
    abortSignal: total(({ url }) => send(url, { abortSignal: signal() })),
  },
};

export default proof;
