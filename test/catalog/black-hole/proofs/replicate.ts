import { type Proof, byDefault, load, powerless, signal, total } from "../proof.ts";

const Replicate = load("replicate");
const bounded = (input: string, init: object) => fetch(input, { ...init, signal: signal() });
const open = (baseUrl: string, options: object = {}) =>
  new Replicate({ auth: "token", baseUrl: baseUrl.slice(0, -1), ...options });

const proof: Proof = {
  package: "replicate",
  remedy: "fetch of the client",
  ways: {
    // It asks six times, and waits each time as long as fetch does.
    "predictions.get": byDefault(1_800_000, {
      call: ({ url }) => open(url).predictions.get("id"),
      ends: { silent: /fetch failed/ },
    }),
    "signal of predictions.get": total(({ url }) => open(url).predictions.get("id", { signal: signal() })),
    "signal of run": powerless(({ url }) => open(url).run("owner/name", { input: {}, signal: signal() })),
    "fetch of the client": total(({ url }) => open(url, { fetch: bounded }).predictions.get("id")),
  },
};

export default proof;
