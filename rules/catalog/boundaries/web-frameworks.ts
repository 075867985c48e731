/** Frameworks that wait for their handlers and answer for those that fail. */
import type { Taker } from "./taker.ts";
import { addsListener } from "./taker.ts";

const methods = ["get", "post", "put", "patch", "delete", "del", "head", "options", "all"];
const routes = [...methods, "use", "route", "register", "on"];
const handler = { rejection: "is handled", is: "a request handler", asked: true } as const;

const fastify: Taker = {
  package: "fastify",
  boundaries: [
    // The logger hears of what fails here, if there is one; the client has its answer already.
    { members: ["addHook"], callback: [1], events: ["onResponse", "onError"], rejection: "is handled" },
    { members: [...routes, "addHook"], callback: [0], rest: true, ...handler },
    { members: ["route"], callback: [0, "handler"], ...handler },
    { members: ["setErrorHandler", "setNotFoundHandler"], callback: [0], ...handler },
  ],
};

/** A failure is answered with 500 and told as the application's `error` event, whose own listeners are Node's. */
const koa: Taker = {
  package: "koa",
  also: ["@koa/router", "koa-router"],
  boundaries: [
    { members: routes, callback: [0], rest: true, ...handler },
    { members: ["listen"], containers: ["Application"], callback: [0], rest: true, rejection: "ends the process", category: "risk" },
  ],
};

const hono: Taker = {
  package: "hono",
  boundaries: [
    { members: routes, callback: [0], rest: true, ...handler },
    { members: ["onError", "notFound"], callback: [0], ...handler },
  ],
};

const hapi: Taker = {
  package: "@hapi/hapi",
  boundaries: [
    { members: ["route"], callback: [0, "handler"], ...handler },
    { members: ["ext"], callback: [1], ...handler },
    {
      members: addsListener,
      containers: ["ServerEvents", "RequestEvents", "ServerEventsApplication"],
      callback: [1],
      rejection: "ends the process",
      is: "a listener",
    },
  ],
};

export default [fastify, koa, hono, hapi];
