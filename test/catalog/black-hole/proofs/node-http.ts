import http, { type ClientRequest } from "node:http";
import { type Proof, idle, powerless, signal, soon, total, unbounded } from "../proof.ts";

/** Ends when the answer has ended, or when anything breaks. */
function get(
  url: string,
  options: object = {},
  prepare: (request: ClientRequest) => void = () => {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, options, (response) => response.on("end", resolve).on("error", reject).resume());
    prepare(request.on("error", reject));
  });
}

const proof: Proof = {
  package: "node:http",
  remedy: "signal",
  ways: {
    get: unbounded(({ url }) => get(url)),
    timeout: powerless(({ url }) => get(url, { timeout: soon })),
    "timeout of an agent": powerless(({ url }) => get(url, { agent: new http.Agent({ timeout: soon }) })),
    "setTimeout without destroy": powerless(({ url }) => get(url, {}, (request) => request.setTimeout(soon))),
    "timeout with a listener that destroys": idle(({ url }) =>
      get(url, { timeout: soon }, (request) => request.on("timeout", () => request.destroy(new Error("timeout")))),
    ),
    "setTimeout with a listener that destroys": idle(({ url }) =>
      get(url, {}, (request) => request.setTimeout(soon, () => request.destroy(new Error("timeout")))),
    ),
    signal: total(({ url }) => get(url, { signal: signal() })),
    "an answer that breaks off, with no listener for it": {
      call: ({ url }) =>
        new Promise((resolve, reject) => {
          http.get(url, (response) => response.on("end", resolve).resume()).on("error", reject);
        }),
      ends: { cut: "waits" },
    },
  },
};

export default proof;
