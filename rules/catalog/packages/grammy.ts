import type { Entry } from "../entry.ts";

const containers = ["Api", "Context"];
const argument = { at: "last", is: "signal" } as const;

/**
 * Version 1.46: 500 s in all, seen to end a body that stalls. Each method takes a signal behind its other arguments,
 * and a bot `client.timeoutSeconds`, which bounds its polls as well: a poll waits 30 s, so that no fix writes a shorter
 * time.
 */
const grammy: Entry = {
  package: "grammy",
  service: "http",
  operations: [
    { members: ["sendMessage", "reply", "replyWithPhoto", "replyWithDocument"], containers, options: [], argument },
    {
      members: ["sendPhoto", "sendDocument", "sendVideo", "sendAudio", "sendVoice", "sendMediaGroup"],
      containers,
      options: [],
      argument,
    },
    {
      members: ["sendChatAction", "replyWithChatAction", "react", "setMessageReaction"],
      containers,
      options: [],
      argument,
    },
    {
      members: ["forwardMessage", "copyMessage", "deleteMessage", "editMessageText"],
      containers,
      options: [],
      argument,
    },
    {
      members: ["answerCallbackQuery", "answerInlineQuery", "setWebhook", "deleteWebhook"],
      containers,
      options: [],
      argument,
    },
    { members: ["getMe", "getFile", "getChat", "getChatMember"], containers, options: [], argument, idempotent: true },
    { members: ["getUpdates"], containers: ["Api"], options: [], argument, endless: true },
    { members: ["start"], containers: ["Bot"], options: [], endless: true },
  ],
  waits: { limit: 500_000, words: "waits more than 8 minutes" },
  bounds: {},
  clients: [
    { members: ["Bot"], options: [1], bounds: { "client.timeoutSeconds": "seconds", "client.fetch": "opaque" } },
    { members: ["Api"], options: [1], bounds: { timeoutSeconds: "seconds", fetch: "opaque" } },
  ],
  retries: 0,
  throwsOnStatus: true,
};

export default [grammy];
