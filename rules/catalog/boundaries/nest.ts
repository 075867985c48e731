/** Nest answers for its controllers, logs what its schedules and listeners throw, and hands middleware to Express. */
import type { Taker } from "./taker.ts";

const handler = { is: "a request handler", asked: true } as const;

/** Up to version 10 it brings Express 4. */
const overExpress4: Taker = {
  package: "@nestjs/common",
  majors: [0, 10],
  boundaries: [
    {
      members: ["use"],
      containers: ["INestApplication"],
      callback: [0],
      rest: true,
      rejection: "ends the process",
      answers: "next",
      besides: "the request gets no answer",
      ...handler,
    },
  ],
};

const current: Taker = {
  package: "@nestjs/common",
  majors: [11],
  boundaries: [
    {
      members: ["use"],
      containers: ["INestApplication"],
      callback: [0],
      rest: true,
      rejection: "is handled",
      ...handler,
    },
  ],
};

const routes: Taker = {
  package: "@nestjs/common",
  boundaries: [
    {
      members: ["Get", "Post", "Put", "Patch", "Delete", "All", "Head", "Options", "Sse"],
      callback: "decorated",
      rejection: "is handled",
      ...handler,
    },
  ],
};

const messages: Taker = {
  package: "@nestjs/microservices",
  boundaries: [
    {
      members: ["MessagePattern", "EventPattern", "GrpcMethod"],
      callback: "decorated",
      rejection: "is handled",
      is: "a message handler",
    },
  ],
};

const schedules: Taker = {
  package: "@nestjs/schedule",
  boundaries: [{ members: ["Cron", "Interval", "Timeout"], callback: "decorated", rejection: "is handled" }],
};

/** From 2.0.1 on it logs the failure, unless told not to. */
const listeners: Taker = {
  package: "@nestjs/event-emitter",
  majors: [0, 1],
  boundaries: [{ members: ["OnEvent"], callback: "decorated", rejection: "ends the process", is: "a listener" }],
};

const loggingListeners: Taker = {
  package: "@nestjs/event-emitter",
  majors: [2],
  boundaries: [
    {
      members: ["OnEvent"],
      callback: "decorated",
      where: /suppressErrors\s*:\s*false/,
      rejection: "ends the process",
      is: "a listener",
    },
    { members: ["OnEvent"], callback: "decorated", rejection: "is handled" },
  ],
};

export default [overExpress4, current, routes, messages, schedules, listeners, loggingListeners];
