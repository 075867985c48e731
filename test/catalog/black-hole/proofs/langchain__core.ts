import { type Proof, likeFetch, load, signal, soon, total } from "../proof.ts";

const { RunnableLambda } = load("@langchain/core/runnables");
/** It is the runnable that bounds, whatever runs in it. */
const invoke = (url: string, options: object = {}) =>
  RunnableLambda.from(async () => (await fetch(url)).text()).invoke("?", options);

const proof: Proof = {
  package: "@langchain/core",
  remedy: "timeout",
  ways: {
    invoke: likeFetch(({ url }) => invoke(url)),
    timeout: total(({ url }) => invoke(url, { timeout: soon })),
    signal: total(({ url }) => invoke(url, { signal: signal() })),
  },
};

export default proof;
