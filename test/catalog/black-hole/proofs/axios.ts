import { type Proof, idle, load, signal, soon, total, unbounded } from "../proof.ts";

const axios = load("axios").default;

const proof: Proof = {
  package: "axios",
  remedy: "signal",
  ways: {
    get: unbounded(({ url }) => axios.get(url)),
    post: unbounded(({ url }) => axios.post(url, {})),
    timeout: idle(({ url }) => axios.get(url, { timeout: soon })),
    "timeout of an instance": idle(({ url }) => axios.create({ timeout: soon }).post(url)),
    "timeout with the adapter fetch": total(({ url }) => axios.get(url, { timeout: soon, adapter: "fetch" })),
    signal: total(({ url }) => axios.get(url, { signal: signal() })),
  },
};

export default proof;
