import { type Proof, likeFetch, load, signal, soon, total } from "../proof.ts";

const { GoogleGenerativeAI } = load("@google/generative-ai");
const generate = (url: string, options: object = {}, ofModel: object = {}) =>
  new GoogleGenerativeAI("key")
    .getGenerativeModel({ model: "m" }, { baseUrl: url.slice(0, -1), ...ofModel })
    .generateContent("?", options);

const proof: Proof = {
  package: "@google/generative-ai",
  remedy: "timeout",
  ways: {
    generateContent: likeFetch(({ url }) => generate(url)),
    timeout: total(({ url }) => generate(url, { timeout: soon })),
    "timeout of the model": total(({ url }) => generate(url, {}, { timeout: soon })),
    signal: total(({ url }) => generate(url, { signal: signal() })),
  },
};

export default proof;
