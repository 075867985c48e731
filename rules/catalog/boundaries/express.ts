/** Express 5 hands a rejection to `next`; Express 4, whose types are the same, drops it. */
import type { Boundary } from "../entry.ts";
import type { Taker } from "./taker.ts";

const routes = ["get", "post", "put", "patch", "delete", "head", "options", "all"];
const handler = { is: "a request handler", asked: true } as const;

/** They have a rejection given to `next`, as Express 5 does: by a patch, or by routers that look like Express's own. */
const patched = /["'](express-async-(errors|patch|router)|express-promise-router|@awaitjs\/express)["']/;

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
