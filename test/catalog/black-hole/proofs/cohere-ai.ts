import { type Proof, headers, likeFetch, load, signal, soon, total } from "../proof.ts";

const { CohereClient } = load("cohere-ai");
const chat = (environment: string, options: object = {}, ofClient: object = {}) =>
  new CohereClient({ token: "token", environment, ...ofClient }).chat({ message: "?" }, { maxRetries: 0, ...options });
const seconds = soon / 1000;

const proof: Proof = {
  package: "cohere-ai",
  remedy: "abortSignal",
  ways: {
    // Its own default is as long as that of fetch.
    chat: likeFetch(({ url }) => chat(url), /timeout|timed out|fetch failed|terminated/i),
    timeoutInSeconds: headers(({ url }) => chat(url, { timeoutInSeconds: seconds })),
    "timeoutInSeconds of the client": headers(({ url }) => chat(url, {}, { timeoutInSeconds: seconds })),
    abortSignal: total(({ url }) => chat(url, { abortSignal: signal() })),
  },
};

export default proof;
