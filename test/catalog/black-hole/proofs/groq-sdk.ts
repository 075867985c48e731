import { type Proof, byDefault, headers, load, signal, soon, total } from "../proof.ts";

const { default: Groq } = load("groq-sdk");
// It tries again by default.
const open = (baseURL: string, options: object = {}) => new Groq({ apiKey: "key", baseURL, maxRetries: 0, ...options });
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
  package: "groq-sdk",
  remedy: "signal",
  ways: {
    create: byDefault(60_000, { call: ({ url }) => create(url), ends: { silent: /timed out/ } }),
    timeout: headers(({ url }) => create(url, { timeout: soon })),
    "timeout of the client": headers(({ url }) => create(url, {}, { timeout: soon })),
    "timeout of a stream": headers(({ url }) => stream(url, { timeout: soon })),
    signal: total(({ url }) => create(url, { signal: signal() })),
    "signal of a stream": total(({ url }) => stream(url, { signal: signal() }), /abort|^resolved/i),
  },
};

export default proof;
