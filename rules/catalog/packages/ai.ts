import type { Entry } from "../entry.ts";

/**
 * Version 6.0, and 7.0 by running it: the 5 minutes of Node's `fetch` for each attempt. `abortSignal` and, since
 * version 6, `timeout` are total, attempts and steps included. A provider may bring a `fetch` of its own.
 */
const ai: Entry = {
  package: "ai",
  service: "llm",
  operations: [
    { members: ["generateText", "generateObject"], options: [0] },
    { members: ["embed", "embedMany", "rerank"], options: [0], idempotent: true },
    { members: ["generateImage", "experimental_generateImage"], options: [0] },
    { members: ["experimental_transcribe", "experimental_generateSpeech"], options: [0] },
    { members: ["generate"], containers: ["ToolLoopAgent"], options: [0] },
    { members: ["streamText", "streamObject"], options: [0], endless: true },
    { members: ["stream"], containers: ["ToolLoopAgent"], options: [0], endless: true },
  ],
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  bounds: { abortSignal: "signal", timeout: "milliseconds" },
  programWide: [["\\bfrom\\s+[\"'](@ai-sdk/|ai[\"'])", "\\bfetch\\s*[:,]"]],
  remedy: { option: "abortSignal", writes: "signal" },
  retries: 2,
  throwsOnStatus: true,
};

export default [ai];
