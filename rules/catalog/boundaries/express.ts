/** Express 5 hands a rejection to `next`; Express 4, whose types are the same, drops it. */
import type { Boundary } from "../entry.ts";
import type { Taker } from "./taker.ts";

const routes = ["get", "post", "put", "patch", "delete", "head", "options", "all"];
const handler = { is: "a request handler", asked: true } as const;

/** They have a rejection given to `next`, as Express 5 does: by a patch of what Express keeps inside, or by routers that look like its own. */
const waiting = ["express-async-(errors|patch|router|decorator)", "async-express-decorator", "express-promise-router", "@awaitjs/express"];
const patched = new RegExp(`["'](${waiting.join("|")}|express/lib/router(/layer)?)["']`);

const registrations: readonly Pick<Boundary, "members" | "containers" | "callback" | "rest">[] = [
  { members: ["use"], callback: [0], rest: true },
  { members: routes, containers: ["IRoute"], callback: [0], rest: true },
  { members: routes, callback: [1], rest: true },
  { members: ["param"], callback: [0], rest: true },
];

const four: Taker = {
  package: "express",
  also: ["express-serve-static-core"],
  majors: [0, 4],
  boundaries: [
    ...registrations.map((each): Boundary => ({
      ...{ ...each, ...handler },
      rejection: "ends the process",
      answers: "next",
      besides: "the request gets no answer",
      unless: patched,
      maker: "express",
    })),
  ],
};

const five: Taker = {
  ...four,
  majors: [5],
  boundaries: registrations.map((each): Boundary => ({ ...each, ...handler, rejection: "is handled" })),
};

const starting: Taker = {
  package: "express",
  also: ["express-serve-static-core"],
  boundaries: [{ members: ["listen"], callback: [0], rest: true, rejection: "ends the process", category: "risk" }],
};

export default [four, five, starting];
