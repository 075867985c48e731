import { type Proof, likeFetch, load, signal, total } from "../proof.ts";

const { EventSource } = load("eventsource");
const bounded = (input: string, init: object) => fetch(input, { ...init, signal: signal() });

/** It hears of nothing but errors, and connects again. */
function listen(url: string, options: object = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const source = new EventSource(url, options);
    source.addEventListener("message", resolve);
    source.addEventListener("error", (event: unknown) => {
      source.close();
      reject(event);
    });
  });
}

const proof: Proof = {
  package: "eventsource",
  remedy: "fetch",
  ways: {
    events: likeFetch(({ url }) => listen(url)),
    fetch: total(({ url }) => listen(url, { fetch: bounded })),
  },
};

export default proof;
