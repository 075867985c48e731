import { type Proof, load, powerless, signal, total, unbounded } from "../proof.ts";

const Replicate = load("replicate");
const bounded = (input: string, init: object) => fetch(input, { ...init, signal: signal() });
const open = (baseUrl: string, options: object = {}) => new Replicate({ auth: "token", baseUrl: baseUrl.slice(0, -1), ...options });

const proof: Proof = {
  package: "replicate",
  remedy: "fetch of the client",
  ways: {
    // It asks up to six times, each as long as fetch waits.
    "predictions.get": unbounded(({ url }) => open(url).predictions.get("id")),
    "signal of predictions.get": total(({ url }) => open(url).predictions.get("id", { signal: signal() })),
    "signal of run": powerless(({ url }) => open(url).run("owner/name", { input: {}, signal: signal() })),
    "fetch of the client": total(({ url }) => open(url, { fetch: bounded }).predictions.get("id")),
  },
};

export default proof;
