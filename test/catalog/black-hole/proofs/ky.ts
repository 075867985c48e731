import { type Proof, byDefault, headers, likeFetch, load, signal, soon, total } from "../proof.ts";

const { default: ky } = load("ky");

const proof: Proof = {
  package: "ky",
  remedy: "signal",
  ways: {
    get: byDefault(10_000, { ...headers(({ url }) => ky(url)), ends: { silent: /timed out/ } }),
    "timeout: false": likeFetch(({ url }) => ky(url, { timeout: false, retry: 0 }).text()),
    timeout: headers(({ url }) => ky(url, { timeout: soon }).json()),
    signal: total(({ url }) => ky(url, { signal: signal() }).json()),
  },
};

export default proof;
