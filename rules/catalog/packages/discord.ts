import type { Entry, Operation } from "../entry.ts";

const operations: readonly Operation[] = [
  { members: ["get"], containers: ["REST"], options: [1], idempotent: true },
  { members: ["post", "put", "patch", "delete"], containers: ["REST"], options: [1] },
  { members: ["request"], containers: ["REST"], options: [0] },
  { members: ["send"], containers: ["PartialTextBasedChannelFields", "WebhookClient"], options: [] },
  {
    members: ["reply", "edit", "delete", "react", "pin", "unpin", "crosspost", "startThread"],
    containers: ["Message"],
    options: [],
  },
  {
    members: ["reply", "deferReply", "editReply", "followUp", "deleteReply", "showModal", "update", "deferUpdate"],
    containers: ["CommandInteraction", "MessageComponentInteraction", "ModalSubmitInteraction"],
    options: [],
  },
  {
    members: ["fetch"],
    containers: ["Message", "ChannelManager", "GuildManager", "UserManager", "GuildMemberManager"],
    options: [],
    idempotent: true,
  },
  { members: ["kick", "ban", "timeout"], containers: ["GuildMember"], options: [] },
  { members: ["login"], containers: ["Client"], options: [], endless: true },
  { members: ["awaitMessageComponent", "awaitReactions", "awaitModalSubmit"], options: [], endless: true },
];

/** Version 14.28: 15 s for headers in each of 4 attempts, by a timer that was seen. */
const discord: Entry = {
  package: "discord.js",
  also: ["@discordjs/rest"],
  service: "http",
  operations,
  waits: { limit: 15_000, words: "waits up to 15 s for headers" },
  bounds: { signal: "signal" },
  clients: [
    { members: ["Client"], options: [0], bounds: { "rest.timeout": "part" } },
    { members: ["REST"], options: [0], bounds: { timeout: "part" } },
  ],
  retries: 3,
  throwsOnStatus: true,
  emitters: [{ members: ["Client"], is: "client", when: "an async listener of its events rejects", category: "risk" }],
};

export default [discord];
