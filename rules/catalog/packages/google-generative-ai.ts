import type { Entry } from "../entry.ts";

/**
 * Version 0.24: none of its own, so the 5 minutes of Node's `fetch`, seen to end after 302 s. Its `timeout` is total.
 */
const googleGenerativeAi: Entry = {
  package: "@google/generative-ai",
  service: "llm",
  operations: [
    { members: ["generateContent"], containers: ["GenerativeModel"], options: [1] },
    {
      members: ["countTokens", "embedContent", "batchEmbedContents"],
      containers: ["GenerativeModel"],
      options: [1],
      idempotent: true,
    },
    { members: ["sendMessage"], containers: ["ChatSession"], options: [1] },
    { members: ["generateContentStream"], containers: ["GenerativeModel"], options: [1], endless: true },
    { members: ["sendMessageStream"], containers: ["ChatSession"], options: [1], endless: true },
  ],
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  waitsInBrowser: { limit: 300_000, words: "waits until the browser gives up, which takes minutes" },
  bounds: { timeout: "milliseconds", signal: "signal" },
  clients: [
    {
      members: ["getGenerativeModel", "getGenerativeModelFromCachedContent"],
      options: [1],
      bounds: { timeout: "milliseconds" },
    },
    { members: ["startChat"], containers: ["GenerativeModel"], options: [], bounds: {}, inherits: true },
  ],
  remedy: { option: "timeout", writes: "milliseconds" },
  retries: 0,
  throwsOnStatus: true,
};

export default [googleGenerativeAi];
