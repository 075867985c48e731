import type { Entry } from "../entry.ts";

/**
 * Version 0.6: the 5 minutes of Node's `fetch`, seen. No call takes a timeout or a signal, and a client is bounded only
 * by a `fetch` of one's own, which is more than a fix may write.
 */
const ollama: Entry = {
  package: "ollama",
  service: "llm",
  operations: [
    { members: ["generate", "chat", "create", "delete", "copy"], containers: ["Ollama"], options: [] },
    {
      members: ["list", "show", "embed", "embeddings", "ps", "version"],
      containers: ["Ollama"],
      options: [],
      idempotent: true,
    },
    { members: ["webSearch", "webFetch"], containers: ["Ollama"], options: [], idempotent: true },
    { members: ["pull", "push"], containers: ["Ollama"], options: [], endless: true },
  ],
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  bounds: {},
  clients: [{ members: ["Ollama"], options: [0], bounds: { fetch: "opaque" }, address: "host" }],
  retries: 0,
  throwsOnStatus: true,
};

export default [ollama];
