/** Packages with emitters of their own. */
import type { Taker } from "./taker.ts";
import { addsListener } from "./taker.ts";

/** It tells its client's `error` event of what a listener rejects with, and that needs a listener of its own. */
const discord: Taker = {
  package: "discord.js",
  also: ["@vladfrangu/async_event_emitter"],
  majors: [14],
  boundaries: [
    {
      members: addsListener,
      containers: ["Client", "BaseClient", "AsyncEventEmitter"],
      callback: [1],
      unless: /\.(on|once|addListener)\(\s*(["'`]error["'`]|(Discord\.)?Events\.Error\b)/,
      rejection: "ends the process",
      is: "a Discord event handler",
      asked: true,
      ends: "the client emits `error`, to which nobody listens, and the process ends",
    },
    // Its collectors and shards capture nothing.
    { members: addsListener, callback: [1], rejection: "ends the process", is: "a listener" },
  ],
};

/** It captures nothing yet. */
const discord13: Taker = {
  package: "discord.js",
  majors: [0, 13],
  boundaries: [
    { members: addsListener, callback: [1], rejection: "ends the process", is: "a Discord event handler", asked: true },
  ],
};

/** Its emitters are Node's, which the typings of discord.js hide where those of Node.js are older. */
const discordVoice: Taker = {
  package: "@discordjs/voice",
  boundaries: [{ members: addsListener, callback: [1], rejection: "ends the process", is: "a listener" }],
};

/** `emitAsync` waits for its listeners and `emit` does not, and a listener cannot choose. */
const eventEmitter2: Taker = {
  package: "eventemitter2",
  boundaries: [
    {
      members: [...addsListener, "many"],
      callback: [1],
      rest: true,
      unless: /\.emitAsync\(/,
      rejection: "ends the process",
      is: "a listener",
    },
    { members: ["onAny"], callback: [0], unless: /\.emitAsync\(/, rejection: "ends the process", is: "a listener" },
  ],
};

const eventEmitter3: Taker = {
  package: "eventemitter3",
  boundaries: [{ members: addsListener, callback: [1], rejection: "ends the process", is: "a listener" }],
};

const mitt: Taker = {
  package: "mitt",
  boundaries: [{ members: ["on"], callback: [1], rejection: "ends the process", is: "a listener" }],
};

const socketIo: Taker = {
  package: "socket.io",
  boundaries: [
    {
      members: addsListener,
      callback: [1],
      // These come from the server itself, and nobody is answered.
      events: ["connect", "connection", "disconnect", "disconnecting", "new_namespace"],
      rejection: "ends the process",
      is: "a listener",
      asked: true,
    },
    {
      members: addsListener,
      callback: [1],
      rejection: "ends the process",
      is: "a listener",
      asked: true,
      besides: "a client that waits for an acknowledgement gets none",
    },
    { members: ["onAny", "prependAny"], callback: [0], rejection: "ends the process", is: "a listener" },
    {
      members: ["use"],
      callback: [0],
      rejection: "ends the process",
      besides: "the client is neither let in nor turned away",
    },
  ],
};

const socketIoClient: Taker = {
  package: "@socket.io/component-emitter",
  boundaries: [{ members: ["on", "once"], callback: [1], rejection: "ends the process", is: "a listener" }],
};

/** Its emitters are Node's, and its listeners of the page's kind are called by them. */
const ws: Taker = {
  package: "ws",
  boundaries: [
    { members: [...addsListener, "addEventListener"], callback: [1], rejection: "ends the process", is: "a listener" },
  ],
};

export default [discord, discord13, discordVoice, ws, eventEmitter2, eventEmitter3, mitt, socketIo, socketIoClient];
