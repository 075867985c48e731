import { type Proof, byDefault, load, soon, total } from "../proof.ts";

const { Configuration, allowInsecureRequests, clientCredentialsGrant, discovery } = load("openid-client");
const discover = (url: string, options: object = {}) =>
  discovery(new URL(url), "id", "secret", undefined, { execute: [allowInsecureRequests], ...options });
const seconds = soon / 1000;

function grant(url: string, options: object = {}): Promise<unknown> {
  const config = new Configuration({ issuer: url, token_endpoint: `${url}token` }, "id", "secret");
  allowInsecureRequests(config);
  return clientCredentialsGrant(Object.assign(config, options));
}

const proof: Proof = {
  package: "openid-client",
  remedy: "timeout of discovery",
  ways: {
    discovery: byDefault(
      30_000,
      total(({ url }) => discover(url)),
    ),
    clientCredentialsGrant: byDefault(
      30_000,
      total(({ url }) => grant(url)),
    ),
    "timeout of discovery": total(({ url }) => discover(url, { timeout: seconds })),
    "timeout of the configuration": total(({ url }) => grant(url, { timeout: seconds })),
  },
};

export default proof;
