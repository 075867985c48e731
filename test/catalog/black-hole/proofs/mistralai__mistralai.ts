import { type Proof, likeFetch, load, powerless, signal, soon, total } from "../proof.ts";

const { Mistral } = load("@mistralai/mistralai");
const messages = [{ role: "user", content: "?" }];
const complete = (serverURL: string, options: object = {}, ofClient: object = {}) =>
  new Mistral({ apiKey: "key", serverURL, ...ofClient }).chat.complete({ model: "m", messages }, options);

const proof: Proof = {
  package: "@mistralai/mistralai",
  remedy: "timeoutMs",
  ways: {
    complete: likeFetch(({ url }) => complete(url), /timeout|timed out|fetch failed|terminated|abort/i),
    timeoutMs: total(({ url }) => complete(url, { timeoutMs: soon })),
    "timeoutMs of the client": total(({ url }) => complete(url, {}, { timeoutMs: soon })),
    "timeoutMs beside a signal": powerless(({ url }) =>
      complete(url, { timeoutMs: soon, fetchOptions: { signal: new AbortController().signal } }),
    ),
    "fetchOptions.signal": total(({ url }) => complete(url, { fetchOptions: { signal: signal() } })),
  },
};

export default proof;
