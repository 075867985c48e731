import { type Proof, likeFetch, load, signal, soon, total } from "../proof.ts";

const { createGateway, embed, generateText, streamText } = load("ai");
const gateway = (baseURL: string) => createGateway({ baseURL, apiKey: "key" });
// It tries again by default.
const generate = (url: string, options: object = {}) =>
  generateText({ model: gateway(url)("vendor/model"), prompt: "?", maxRetries: 0, ...options });
const embedded = (url: string, options: object = {}) =>
  embed({ model: gateway(url).textEmbeddingModel("vendor/model"), value: "?", maxRetries: 0, ...options });
const streamed = (url: string, options: object = {}) =>
  streamText({ model: gateway(url)("vendor/model"), prompt: "?", maxRetries: 0, onError: () => {}, ...options }).text;

const proof: Proof = {
  package: "ai",
  remedy: "abortSignal",
  ways: {
    generateText: likeFetch(({ url }) => generate(url), /./),
    timeout: total(({ url }) => generate(url, { timeout: soon })),
    abortSignal: total(({ url }) => generate(url, { abortSignal: signal() })),
    "abortSignal of embed": total(({ url }) => embedded(url, { abortSignal: signal() })),
    "abortSignal of streamText": total(({ url }) => streamed(url, { abortSignal: signal() }), /./),
  },
};

export default proof;
