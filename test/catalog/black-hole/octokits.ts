/** The ways to bound a request of Octokit, which two packages export. */
import { type Proof, likeFetch, powerless, signal, soon } from "./proof.ts";

const bounded = (input: string, init: object) => fetch(input, { ...init, signal: signal() });

/** Of an answer that breaks off it hands back what came, as if that were all. */
const ends = { silent: /abort|time/i, stall: /^resolved/, drip: /^resolved/ };

/** `settings` are what the client needs to ask once, and silently. */
export function waysOf(Octokit: any, settings: object = {}): Proof["ways"] {
  const get = (url: string, request: object = {}, ofClient: object = {}) => {
    const client = new Octokit({ baseUrl: url.slice(0, -1), ...settings, ...ofClient });
    return client.rest.repos.get({ owner: "o", repo: "r", request });
  };
  return {
    get: likeFetch(({ url }) => get(url), /fetch failed|^resolved/),
    "request.timeout": powerless(({ url }) => get(url, { timeout: soon })),
    "request.timeout of the client": powerless(({ url }) => get(url, {}, { request: { timeout: soon } })),
    "request.signal": { call: ({ url }) => get(url, { signal: signal() }), ends },
    "request.fetch of the client": { call: ({ url }) => get(url, {}, { request: { fetch: bounded } }), ends },
  };
}
