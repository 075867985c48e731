/** The ways to bound a chat of the SDKs that are generated from one mould: OpenAI's, Anthropic's and Groq's. */
import { type Proof, headers, signal, soon, total } from "./proof.ts";

/** Asks for an answer, or a stream of it: the address, what is asked, the call's own options and the client's. */
export type Create = (url: string, body: object, options: object, ofClient: object) => unknown;

/** They try again by default. */
export const ofClients = { apiKey: "key", maxRetries: 0 };

const body = { model: "m", max_tokens: 9, messages: [{ role: "user", content: "?" }] };

export function ask(create: Create, url: string, options: object = {}, ofClient: object = {}): unknown {
  return create(url, body, options, ofClient);
}

export function boundsOf(create: Create): Proof["ways"] {
  const stream = async (url: string, options: object) => {
    const chunks = await create(url, { ...body, stream: true }, options, {});
    for await (const _ of chunks as AsyncIterable<unknown>);
  };
  return {
    timeout: headers(({ url }) => ask(create, url, { timeout: soon })),
    "timeout of the client": headers(({ url }) => ask(create, url, {}, { timeout: soon })),
    "timeout of a stream": headers(({ url }) => stream(url, { timeout: soon })),
    signal: total(({ url }) => ask(create, url, { signal: signal() })),
    "signal of a stream": total(({ url }) => stream(url, { signal: signal() }), /abort|^resolved/i),
  };
}
