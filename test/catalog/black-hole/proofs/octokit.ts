import { type Proof, likeFetch, load, powerless, signal, soon } from "../proof.ts";

const { Octokit } = load("octokit");
// It tries again by default, and says so.
const quiet = { retry: { enabled: false }, throttle: { enabled: false } };
const bounded = (input: string, init: object) => fetch(input, { ...init, signal: signal() });
const get = (url: string, request: object = {}, ofClient: object = {}) =>
  new Octokit({ baseUrl: url.slice(0, -1), ...quiet, ...ofClient }).rest.repos.get({ owner: "o", repo: "r", request });
// Of an answer that breaks off it hands back what came, as if that were all.
const ends = { silent: /abort|time/i, stall: /^resolved/, drip: /^resolved/ };

const proof: Proof = {
  package: "octokit",
  remedy: "request.signal",
  ways: {
    get: likeFetch(({ url }) => get(url), /fetch failed|^resolved/),
    "request.timeout": powerless(({ url }) => get(url, { timeout: soon })),
    "request.timeout of the client": powerless(({ url }) => get(url, {}, { request: { timeout: soon } })),
    "request.signal": { call: ({ url }) => get(url, { signal: signal() }), ends },
    "request.fetch of the client": { call: ({ url }) => get(url, {}, { request: { fetch: bounded } }), ends },
  },
};

export default proof;
