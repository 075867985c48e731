import { type Proof, byDefault, headers, likeFetch, load, signal, soon, total } from "../proof.ts";

const { default: OpenAI } = load("openai");
const { default: nodeFetch } = load("node-fetch");
// It tries again by default.
const open = (baseURL: string, options: object = {}) =>
  new OpenAI({ apiKey: "key", baseURL, maxRetries: 0, ...options });
const messages = [{ role: "user", content: "?" }];
const create = (url: string, options: object = {}, ofClient: object = {}) =>
  open(url, ofClient).chat.completions.create({ model: "m", max_tokens: 9, messages }, options);
const stream = async (url: string, options: object = {}) => {
  for await (const _ of await open(url).chat.completions.create(
    { model: "m", max_tokens: 9, messages, stream: true },
    options,
  ));
};

const proof: Proof = {
  package: "openai",
  remedy: "signal",
  ways: {
    create: likeFetch(({ url }) => create(url), /timed out|Connection error|terminated/),
    "create, over a fetch that waits for ever": byDefault(600_000, {
      call: ({ url }) => create(url, {}, { fetch: nodeFetch }),
      ends: { silent: /timed out/ },
    }),
    timeout: headers(({ url }) => create(url, { timeout: soon })),
    "timeout of the client": headers(({ url }) => create(url, {}, { timeout: soon })),
    "timeout of a stream": headers(({ url }) => stream(url, { timeout: soon })),
    signal: total(({ url }) => create(url, { signal: signal() })),
    "signal of a stream": total(({ url }) => stream(url, { signal: signal() }), /abort|^resolved/i),
  },
};

export default proof;
