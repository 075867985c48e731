import { type Proof, load, signal, soon, total, unbounded } from "../proof.ts";

const { GoogleGenAI } = load("@google/genai");
const open = (baseUrl: string, options: object = {}) =>
  new GoogleGenAI({ apiKey: "key", httpOptions: { baseUrl, ...options } });
const generate = (url: string, config: object = {}, ofClient: object = {}) =>
  open(url, ofClient).models.generateContent({ model: "m", contents: "?", config });
const stream = async (url: string, config: object = {}) => {
  for await (const _ of await open(url).models.generateContentStream({ model: "m", contents: "?", config }));
};

const proof: Proof = {
  package: "@google/genai",
  remedy: "httpOptions.timeout of the client",
  ways: {
    // It switches off the limits that fetch has.
    generateContent: unbounded(({ url }) => generate(url), 350_000),
    "httpOptions.timeout of the client": total(({ url }) => generate(url, {}, { timeout: soon })),
    "config.httpOptions.timeout": total(({ url }) => generate(url, { httpOptions: { timeout: soon } })),
    "config.httpOptions.timeout of a stream": total(({ url }) => stream(url, { httpOptions: { timeout: soon } })),
    "config.abortSignal": total(({ url }) => generate(url, { abortSignal: signal() })),
    "config.abortSignal of a stream": total(({ url }) => stream(url, { abortSignal: signal() })),
  },
};

export default proof;
