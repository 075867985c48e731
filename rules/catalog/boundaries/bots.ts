/** Frameworks of bots: what a handler rejects with is the bot's own affair, to which `catch` or `error` listens. */
import type { Taker } from "./taker.ts";

const handler = { rejection: "is handled", is: "a message handler", asked: true } as const;

/** Without `bot.catch` the promise of `launch` or `start` rejects, and that is the one to be handled. */
const chat: Taker = {
  package: "telegraf",
  also: ["grammy"],
  boundaries: [
    {
      members: [
        "on", "command", "hears", "action", "use", "start", "help", "settings", "callbackQuery", "inlineQuery",
        "catch",
      ],
      callback: [0],
      rest: true,
      ...handler,
    },
  ],
};

const slack: Taker = {
  package: "@slack/bolt",
  boundaries: [
    {
      members: ["event", "command", "message", "action", "shortcut", "view", "options", "use", "error"],
      callback: [0],
      rest: true,
      ...handler,
    },
  ],
};

const webhooks: Taker = {
  package: "@octokit/webhooks",
  also: ["probot"],
  boundaries: [{ members: ["on", "onAny", "onError"], callback: [0], rest: true, ...handler }],
};

export default [chat, slack, webhooks];
