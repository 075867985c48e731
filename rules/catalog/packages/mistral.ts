import type { Entry } from "../entry.ts";

/**
 * Version 2.7: 300 s in all, read in each of its functions and seen to end a body that stalls. `timeoutMs` is ignored
 * where `fetchOptions.signal` is given. Version 1 has no limit but that of Node's `fetch`, which is as long.
 */
const mistral: Entry = {
  package: "@mistralai/mistralai",
  service: "llm",
  operations: [
    { members: ["complete", "parse"], containers: ["Agents", "Chat", "Fim", "Speech", "Transcriptions"], options: [1] },
    { members: ["create"], containers: ["Embeddings"], options: [1], idempotent: true },
    { members: ["process"], containers: ["Ocr"], options: [1], idempotent: true },
    {
      members: ["moderate", "moderateChat", "classify", "classifyChat"],
      containers: ["Classifiers"],
      options: [1],
      idempotent: true,
    },
    { members: ["start", "append", "restart", "delete"], containers: ["Conversations"], options: [1] },
    {
      members: ["get", "getHistory", "getMessages", "list"],
      containers: ["Conversations"],
      options: [1],
      idempotent: true,
    },
    { members: ["upload", "delete"], containers: ["Files", "Documents"], options: [1] },
    {
      members: ["list", "retrieve", "download", "getSignedUrl"],
      containers: ["Files", "Models"],
      options: [1],
      idempotent: true,
    },
    {
      members: ["stream", "parseStream"],
      containers: ["Agents", "Chat", "Fim", "Transcriptions"],
      options: [1],
      endless: true,
    },
    {
      members: ["startStream", "appendStream", "restartStream"],
      containers: ["Conversations"],
      options: [1],
      endless: true,
    },
  ],
  waits: { limit: 300_000, words: "waits up to 5 minutes" },
  bounds: { timeoutMs: "milliseconds", "fetchOptions.signal": "signal" },
  clients: [
    {
      members: ["Mistral"],
      options: [0],
      bounds: { timeoutMs: "milliseconds", httpClient: "opaque" },
      address: "serverURL",
    },
  ],
  remedy: { option: "timeoutMs", writes: "milliseconds" },
  retries: 0,
  throwsOnStatus: true,
};

export default [mistral];
