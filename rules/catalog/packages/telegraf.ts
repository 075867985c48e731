import type { Entry } from "../entry.ts";

const containers = ["Telegram", "Context"];

/**
 * Version 4.16: 500 s, which no option changes, by the timer of node-fetch that was seen. `callApi` alone takes a
 * signal, whose type is not that of Node's: there is nothing to write that compiles.
 */
const telegraf: Entry = {
  package: "telegraf",
  majors: [4],
  service: "http",
  operations: [
    { members: ["callApi"], containers: ["ApiClient"], options: [2] },
    {
      members: ["sendMessage", "reply", "replyWithPhoto", "replyWithDocument", "replyWithHTML", "replyWithMarkdownV2"],
      containers,
      options: [],
    },
    {
      members: ["sendPhoto", "sendDocument", "sendVideo", "sendAudio", "sendVoice", "sendMediaGroup", "sendChatAction"],
      containers,
      options: [],
    },
    {
      members: ["forwardMessage", "copyMessage", "deleteMessage", "editMessageText", "editMessageReplyMarkup"],
      containers,
      options: [],
    },
    {
      members: ["answerCbQuery", "answerInlineQuery", "setWebhook", "deleteWebhook", "setMyCommands"],
      containers,
      options: [],
    },
    {
      members: ["getMe", "getFile", "getFileLink", "getChat", "getChatMember", "getWebhookInfo"],
      containers,
      options: [],
      idempotent: true,
    },
    { members: ["getUpdates"], containers: ["Telegram"], options: [], endless: true },
    { members: ["launch"], containers: ["Telegraf"], options: [], endless: true },
  ],
  waits: { limit: 500_000, words: "waits more than 8 minutes" },
  bounds: { signal: "signal" },
  retries: 0,
  throwsOnStatus: true,
};

export default [telegraf];
