import { type Proof, headers, likeFetch, load, powerless, signal, soon, total } from "../proof.ts";

const { ofetch } = load("ofetch");
// It tries again by default.
const get = (url: string, options: object = {}) => ofetch(url, { retry: 0, ...options });

const proof: Proof = {
  package: "ofetch",
  remedy: "signal",
  ways: {
    get: likeFetch(({ url }) => get(url)),
    timeout: headers(({ url }) => get(url, { timeout: soon })),
    "timeout of an instance": headers(({ url }) => ofetch.create({ timeout: soon, retry: 0 })(url)),
    "timeout beside a signal": powerless(({ url }) =>
      get(url, { timeout: soon, signal: new AbortController().signal }),
    ),
    signal: total(({ url }) => get(url, { signal: signal() })),
  },
};

export default proof;
