import type { Entry } from "../entry.ts";

const clients = ["CohereClient", "CohereClientV2", "V2Client"];
const resources = ["BatchesClient", "ConnectorsClient", "DatasetsClient", "EmbedJobsClient", "ModelsClient"];

/**
 * Version 8.1: 300 s for headers, by a timer that was seen. A body that stalls outlasts it, so only a signal bounds.
 */
const cohere: Entry = {
  package: "cohere-ai",
  service: "llm",
  operations: [
    { members: ["chat", "generate", "summarize"], containers: clients, options: [1] },
    {
      members: ["embed", "rerank", "classify", "tokenize", "detokenize", "parse"],
      containers: clients,
      options: [1],
      idempotent: true,
    },
    { members: ["checkApiKey"], containers: clients, options: [0], idempotent: true },
    { members: ["chatStream", "generateStream"], containers: clients, options: [1], endless: true },
    { members: ["get"], containers: resources, options: [1], idempotent: true },
    {
      members: ["list"],
      containers: ["BatchesClient", "ConnectorsClient", "DatasetsClient", "ModelsClient"],
      options: [1],
      idempotent: true,
    },
    { members: ["create"], containers: ["BatchesClient", "ConnectorsClient", "EmbedJobsClient"], options: [1] },
    { members: ["delete"], containers: ["ConnectorsClient", "DatasetsClient"], options: [1] },
    { members: ["cancel"], containers: ["BatchesClient", "EmbedJobsClient"], options: [1] },
  ],
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, and longer for a body that stalls" },
  bounds: { timeoutInSeconds: "part", abortSignal: "signal" },
  clients: [
    {
      members: ["CohereClient", "CohereClientV2", "CustomClient"],
      options: [0],
      bounds: { timeoutInSeconds: "part", fetcher: "opaque", fetch: "opaque" },
      address: "baseUrl",
    },
  ],
  remedy: { option: "abortSignal", writes: "signal" },
  retries: 2,
  throwsOnStatus: true,
};

export default [cohere];
