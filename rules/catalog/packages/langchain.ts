import type { Entry, Operation } from "../entry.ts";

const models = ["BaseChatModel", "BaseChatOpenAI", "ChatOpenAI", "ChatAnthropicMessages", "ChatAnthropic"];

const operations: readonly Operation[] = [
  { members: ["invoke", "generate"], containers: models, options: [1] },
  { members: ["stream", "streamEvents"], containers: models, options: [1], endless: true },
];

/**
 * Version 1.2 of the core: no timeout of its own, so its model's: with OpenAI's that is 10 minutes for headers, below
 * it the 5 of Node's `fetch`, in up to 7 attempts. A call's `timeout` and `signal` are total. Chains are no operations:
 * whether one calls a model or only parses a text cannot be told from its type.
 */
const langchain: Entry = {
  package: "@langchain/core",
  also: ["@langchain/openai", "@langchain/anthropic"],
  service: "llm",
  operations,
  waits: { limit: 300_000, words: "waits as long as its model's client does, mostly 5 minutes" },
  bounds: { timeout: "milliseconds", signal: "signal" },
  clients: [
    {
      members: ["ChatOpenAI", "AzureChatOpenAI", "ChatAnthropic"],
      options: [0],
      bounds: { timeout: "part", configuration: "opaque", clientOptions: "opaque" },
    },
  ],
  remedy: { option: "signal", writes: "signal" },
  retries: 6,
  throwsOnStatus: true,
};

export default [langchain];
