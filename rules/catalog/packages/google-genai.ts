import type { Entry, Operation } from "../entry.ts";

const operations: readonly Operation[] = [
  {
    members: ["generateContent", "generateImages", "generateVideos", "editImage", "upscaleImage"],
    containers: ["Models"],
    options: [0],
  },
  { members: ["embedContent", "countTokens", "computeTokens"], containers: ["Models"], options: [0], idempotent: true },
  { members: ["recontextImage", "segmentImage", "update", "delete"], containers: ["Models"], options: [0] },
  {
    members: ["get", "list"],
    containers: ["Batches", "Caches", "Files", "Models", "Tunings"],
    options: [0],
    idempotent: true,
  },
  { members: ["get", "getVideosOperation"], containers: ["Operations"], options: [0], idempotent: true },
  { members: ["create", "update", "delete"], containers: ["Caches"], options: [0] },
  { members: ["create", "createEmbeddings", "cancel", "delete"], containers: ["Batches"], options: [0] },
  { members: ["upload", "download", "delete"], containers: ["Files"], options: [0] },
  { members: ["generateContentStream"], containers: ["Models"], options: [0], endless: true },
  { members: ["connect"], containers: ["Live"], options: [0], endless: true },
];

/**
 * Version 2.32, and 3.1: it switches the limits of Node's `fetch` off; seen pending after 335 s. Both bounds are total.
 */
const googleGenai: Entry = {
  package: "@google/genai",
  majors: [2],
  service: "llm",
  operations,
  waits: { words: "waits for ever" },
  waitsInBrowser: { limit: 300_000, words: "waits until the browser gives up, which takes minutes" },
  bounds: { "config.httpOptions.timeout": "milliseconds", "config.abortSignal": "signal" },
  clients: [
    { members: ["GoogleGenAI"], options: [0], bounds: { "httpOptions.timeout": "milliseconds" } },
    { members: ["create"], containers: ["Chats"], options: [0], inherits: true },
  ],
  remedy: { option: "config.abortSignal", writes: "signal" },
  retries: 0,
  throwsOnStatus: true,
};

/** Version 1 leaves the limits of Node's `fetch` as they are, by the source of 1.52. */
const googleGenai1: Entry = {
  ...googleGenai,
  majors: [1, 1],
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
};

/**
 * A message's `config` stands in for that of its chat, so that a fix which adds one would take the other's settings
 * away.
 */
const chat: Entry = {
  ...googleGenai,
  operations: [
    { members: ["sendMessage"], containers: ["Chat"], options: [0], unplaced: true },
    { members: ["sendMessageStream"], containers: ["Chat"], options: [0], endless: true },
  ],
  remedy: {
    option: "config.abortSignal",
    writes: "signal",
    beside: "together with all of the chat's own `config`, which it replaces",
  },
};

export default [googleGenai, googleGenai1, chat, { ...chat, majors: [1, 1] as const, waits: googleGenai1.waits }];
