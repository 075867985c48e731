import { type Proof, byDefault, headers, load, signal, soon, total } from "../proof.ts";

const jwksClient = load("jwks-rsa");
const getKey = (jwksUri: string, options: object = {}) => jwksClient({ jwksUri, ...options }).getSigningKey("k");
// What it says when it breaks off by itself.
const hungUp = /socket hang up/;
const fetcher = async (uri: string) => (await fetch(uri, { signal: signal() })).json();

const proof: Proof = {
  package: "jwks-rsa",
  remedy: "fetcher",
  ways: {
    getSigningKey: byDefault(
      30_000,
      headers(({ url }) => getKey(url), hungUp),
    ),
    timeout: headers(({ url }) => getKey(url, { timeout: soon }), hungUp),
    fetcher: total(({ url }) => getKey(url, { fetcher })),
    "an answer that breaks off": { call: ({ url }) => getKey(url, { timeout: soon }), ends: { cut: "waits" } },
  },
};

export default proof;
