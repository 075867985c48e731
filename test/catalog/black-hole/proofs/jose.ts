import { type Proof, byDefault, load, soon, total } from "../proof.ts";

const { createRemoteJWKSet } = load("jose");
const getKey = (url: string, options: object = {}) =>
  createRemoteJWKSet(new URL(url), options)({ alg: "RS256", kid: "k" });

const proof: Proof = {
  package: "jose",
  remedy: "timeoutDuration",
  ways: {
    createRemoteJWKSet: byDefault(
      5000,
      total(({ url }) => getKey(url)),
    ),
    timeoutDuration: total(({ url }) => getKey(url, { timeoutDuration: soon })),
  },
};

export default proof;
