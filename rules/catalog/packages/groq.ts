import type { Entry } from "../entry.ts";

/** Version 1.6, and 0.x by its source: 60 s for headers, by a timer that was seen. A body that stalls outlasts it. */
const groq: Entry = {
  package: "groq-sdk",
  service: "llm",
  operations: [
    { members: ["create"], containers: ["Batches", "Completions", "Embeddings", "Files"], options: [1] },
    { members: ["create"], containers: ["Speech", "Transcriptions", "Translations"], options: [1] },
    {
      members: ["retrieve", "info", "content"],
      containers: ["Batches", "Files", "Models"],
      options: [1],
      idempotent: true,
    },
    { members: ["cancel", "delete"], containers: ["Batches", "Files", "Models"], options: [1] },
    { members: ["list"], containers: ["Batches", "Files", "Models"], options: [0], idempotent: true },
  ],
  waits: { limit: 60_000, words: "waits up to 60 s for headers" },
  bounds: { timeout: "part", signal: "signal" },
  clients: [
    {
      members: ["Groq"],
      options: [0],
      bounds: { timeout: "part", fetch: "opaque", fetchOptions: "opaque" },
      address: "baseURL",
    },
  ],
  remedy: { option: "signal", writes: "signal" },
  retries: 2,
  throwsOnStatus: true,
};

export default [groq];
