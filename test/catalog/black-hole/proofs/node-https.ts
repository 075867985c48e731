import type { ClientRequest } from "node:http";
import https from "node:https";
import { type Proof, powerless, signal, soon, unbounded } from "../proof.ts";

/** Ends when the answer has ended, or when anything breaks. */
function get(
  port: number,
  options: object = {},
  prepare: (request: ClientRequest) => void = () => {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const url = `https://127.0.0.1:${port}/`;
    const request = https.get(url, options, (response) => response.on("end", resolve).on("error", reject).resume());
    prepare(request.on("error", reject));
  });
}

const proof: Proof = {
  package: "node:https",
  remedy: "signal",
  ways: {
    get: { ...unbounded(({ port }) => get(port)), ends: { silent: "waits", reset: /./ } },
    timeout: powerless(({ port }) => get(port, { timeout: soon })),
    "timeout of an agent": powerless(({ port }) => get(port, { agent: new https.Agent({ timeout: soon }) })),
    "timeout with a listener that destroys": {
      call: ({ port }) =>
        get(port, { timeout: soon }, (request) => request.on("timeout", () => request.destroy(new Error("timeout")))),
      ends: { silent: /timeout/ },
    },
    signal: { call: ({ port }) => get(port, { signal: signal() }), ends: { silent: /abort/i } },
  },
};

export default proof;
