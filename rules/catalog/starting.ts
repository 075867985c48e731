/** Calls that make a program run until it is told to end: servers begin to listen, bots log in. */
import type { Origin } from "../../core/callee.ts";
import type { Entry, Named } from "./entry.ts";
import { has, speaksFor } from "./index.ts";

interface Starter extends Pick<Entry, "package" | "also" | "modules">, Named {
  /** What is started, with its article. */
  readonly is: string;
}

const starters: readonly Starter[] = [
  { package: "node", modules: ["net", "http", "https", "http2", "tls"], members: ["listen"], is: "a server" },
  { package: "express", also: ["express-serve-static-core"], members: ["listen"], is: "a server" },
  {
    package: "fastify",
    also: ["koa", "@nestjs/common", "@nestjs/core", "restify", "polka", "socket.io", "@apollo/server", "apollo-server"],
    members: ["listen", "startStandaloneServer", "startAllMicroservices"],
    is: "a server",
  },
  { package: "@hapi/hapi", members: ["start"], containers: ["Server"], is: "a server" },
  { package: "@hono/node-server", members: ["serve"], is: "a server" },
  { package: "discord.js", members: ["login"], containers: ["BaseClient", "Client"], is: "a bot" },
  { package: "telegraf", members: ["launch"], containers: ["Telegraf"], is: "a bot" },
  { package: "grammy", members: ["start"], containers: ["Bot"], is: "a bot" },
  { package: "@slack/bolt", members: ["start"], containers: ["App"], is: "a bot" },
];

const names: ReadonlySet<string> = new Set(starters.flatMap(({ members }) => members));

/** By its name alone. */
export function mayStart(name: string): boolean {
  return names.has(name);
}

export function startedBy(origin: Origin): Starter | undefined {
  return starters.find((each) => speaksFor(each, origin) && has(each, origin));
}

/** Packages that listen for what nobody caught once they are set up. */
export const lastResorts: readonly string[] = [
  "@sentry/node", "@sentry/nestjs", "@sentry/bun", "@bugsnag/js", "@bugsnag/node", "rollbar", "newrelic",
  "elastic-apm-node", "applicationinsights", "@appsignal/nodejs", "@honeybadger-io/js", "@airbrake/node", "raygun",
  "posthog-node", "make-promises-safe", "loud-rejection", "hard-rejection", "close-with-grace", "exit-hook",
  "async-exit-hook", "death", "fastify-cli", "probot", "pm2",
];
