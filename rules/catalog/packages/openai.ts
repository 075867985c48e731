import type { Entry, Operation } from "../entry.ts";

const operations: readonly Operation[] = [
  { members: ["create"], containers: ["Completions", "Responses", "Embeddings", "Moderations"], options: [1] },
  { members: ["parse"], containers: ["Completions", "Responses"], options: [1] },
  { members: ["generate", "edit", "createVariation"], containers: ["Images"], options: [1] },
  { members: ["create"], containers: ["Speech", "Transcriptions", "Translations"], options: [1] },
  {
    members: ["create"],
    containers: ["Assistants", "Batches", "Conversations", "Jobs", "Threads", "Uploads", "VectorStores"],
    options: [1],
  },
  { members: ["cancel", "pause", "resume"], containers: ["Batches", "Jobs", "Uploads"], options: [1] },
  {
    members: ["retrieve", "list"],
    containers: ["Assistants", "Batches", "Completions", "Jobs", "VectorStores"],
    options: [1],
    idempotent: true,
  },
  { members: ["retrieve"], containers: ["Conversations", "Models", "Threads"], options: [1], idempotent: true },
  { members: ["list"], containers: ["Models"], options: [0], idempotent: true },
  {
    members: ["delete"],
    containers: ["Assistants", "Completions", "Conversations", "Models", "Threads", "VectorStores"],
    options: [1],
  },
  { members: ["create", "update"], containers: ["Items", "Messages", "Runs", "FileBatches"], options: [2] },
  {
    members: ["retrieve", "list"],
    containers: ["Items", "Messages", "Runs", "Steps", "FileBatches"],
    options: [2],
    idempotent: true,
  },
  { members: ["cancel", "submitToolOutputs"], containers: ["FileBatches", "Runs"], options: [2] },
  { members: ["search"], containers: ["VectorStores"], options: [2], idempotent: true },
  // A file's methods take the options second; those of a vector store's file, whose class has the same name, third.
  {
    members: ["create", "retrieve", "list", "delete", "content"],
    containers: ["Files"],
    options: [1, 2],
    unplaced: true,
  },
  { members: ["stream", "runTools"], containers: ["Completions", "Responses"], options: [1], endless: true },
  {
    members: ["poll", "createAndPoll", "uploadAndPoll"],
    containers: ["Runs", "Files", "FileBatches"],
    options: [2],
    endless: true,
  },
];

/**
 * Versions 5 to 7: the client's own 10 minutes for headers, and below it the 5 of Node's `fetch`, read in client.js. In
 * version 6 a body that stalls was seen to outlast `timeout`, in 7 a stream, so only a signal bounds.
 */
const openai: Entry = {
  package: "openai",
  majors: [5],
  service: "llm",
  operations,
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  bounds: { timeout: "part", signal: "signal" },
  clients: [
    {
      members: ["OpenAI", "AzureOpenAI"],
      options: [0],
      bounds: { timeout: "part", fetch: "opaque", fetchOptions: "opaque" },
      address: "baseURL",
    },
    {
      members: ["withOptions"],
      options: [0],
      bounds: { timeout: "part", fetch: "opaque", fetchOptions: "opaque" },
      inherits: true,
    },
  ],
  remedy: { option: "signal", writes: "signal" },
  retries: 2,
  throwsOnStatus: true,
};

/**
 * What stands inside a thread or a run is given by its place there and not by a name, so that the options come later.
 */
const nested4: readonly Operation[] = [
  { members: ["update"], containers: ["Messages", "Runs"], options: [3] },
  { members: ["submitToolOutputs"], containers: ["Runs"], options: [3] },
  { members: ["list"], containers: ["Steps"], options: [2, 3], idempotent: true },
  { members: ["retrieve"], containers: ["Steps"], options: [3, 4], idempotent: true },
];

/** Version 4 calls by node-fetch, which sets no limit of its own: 10 minutes, by the source of 4.104. */
const openai4: Entry = {
  ...openai,
  majors: [4, 4],
  operations: [...nested4, ...operations],
  waits: { limit: 600_000, words: "waits up to 10 minutes for headers" },
};

export default [openai, openai4];
