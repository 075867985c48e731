/** Where a program is entered from outside: callbacks that somebody waits for while they run. */
import type { Origin } from "../../core/callee.ts";

export interface Entrance {
  /** What the callback is, with its article: `a request handler`. */
  readonly name: string;
}

const request: Entrance = { name: "a request handler" };

const routes = /^(get|post|put|patch|delete|del|head|options|all|use|route|on|register|addHook)$/;

interface Registration {
  readonly packages: readonly string[];
  readonly module?: RegExp;
  readonly members: RegExp;
  readonly is: Entrance;
}

const discord: Entrance = { name: "a Discord event handler" };

const entrances: readonly Registration[] = [
  { packages: ["express", "express-serve-static-core"], members: routes, is: request },
  { packages: ["fastify"], members: routes, is: request },
  { packages: ["koa", "@koa/router", "koa-router"], members: routes, is: request },
  { packages: ["hono"], members: routes, is: request },
  { packages: ["node"], module: /^https?$/, members: /^(createServer|Server)$/, is: request },
  { packages: ["discord.js", "@vladfrangu/async_event_emitter"], members: /^(on|once)$/, is: discord },
];

/** What a callback is that is given to a function of a library. */
export function entranceOf(origin: Origin): Entrance | undefined {
  return entrances.find(
    (each) =>
      each.packages.includes(origin.package) &&
      (each.module === undefined || each.module.test(origin.module ?? "")) &&
      each.members.test(origin.member),
  )?.is;
}
