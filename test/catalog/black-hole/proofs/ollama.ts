import { type Proof, likeFetch, load, signal, total } from "../proof.ts";

const { Ollama } = load("ollama");
const bounded = (input: string, init: object) => fetch(input, { ...init, signal: signal() });
const chat = (host: string, options: object = {}) =>
  new Ollama({ host, ...options }).chat({ model: "m", messages: [] });

const proof: Proof = {
  package: "ollama",
  remedy: "fetch of the client",
  ways: {
    chat: likeFetch(({ url }) => chat(url)),
    "fetch of the client": total(({ url }) => chat(url, { fetch: bounded })),
  },
};

export default proof;
