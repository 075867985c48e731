/** Node's emitters drop the promise of a listener, and an `error` listener on the same emitter does not hear of it. */
import type { Taker } from "./taker.ts";
import { addsListener } from "./taker.ts";

const circle = "its rejection calls this listener again, which rejects again, without an end";

const ofProcess: Taker = {
  package: "node",
  modules: ["process"],
  boundaries: [
    {
      members: addsListener,
      callback: [1],
      events: ["exit"],
      rejection: "is swallowed",
      misuse: {
        message: "does not wait for its `exit` listener: what comes after the first `await` never runs",
        why: "the process is gone when the listener returns",
        remedy: "do it synchronously, or before the exit: on `SIGTERM`, or at the end of `main`",
        ifItWaits: true,
      },
    },
    {
      members: addsListener,
      callback: [1],
      events: ["unhandledRejection", "uncaughtException"],
      rejection: "hangs",
      is: "a listener",
      besides: circle,
    },
    // The process was told to end, and does: what is lost is the rest of the tidying up.
    {
      members: addsListener,
      callback: [1],
      where: /^["'`](SIG(INT|TERM|QUIT|BREAK)|beforeExit)["'`]$|^\w*[sS]ig(nal)?$/,
      rejection: "ends the process",
      is: "a listener",
      category: "risk",
    },
  ],
};

const emitters: Taker = {
  package: "node",
  boundaries: [
    { members: addsListener, callback: [1], rejection: "ends the process", is: "a listener", capturable: true },
  ],
};

const targets: Taker = {
  package: "lib",
  boundaries: [
    {
      members: ["addEventListener"],
      containers: [
        "EventTarget", "AbortSignal", "BroadcastChannel", "MessagePort", "Worker", "WebSocket", "EventSource",
      ],
      callback: [1],
      rejection: "ends the process",
      is: "a listener",
    },
    // Everything else that has events is part of a page.
    { members: ["addEventListener"], callback: [1], rejection: "is swallowed", is: "a listener" },
    {
      members: ["MutationObserver", "ResizeObserver", "IntersectionObserver"],
      callback: [0],
      rejection: "is swallowed",
    },
  ],
};

const nodeTargets: Taker = {
  package: "node",
  boundaries: [{ members: ["addEventListener"], callback: [1], rejection: "ends the process", is: "a listener" }],
};

export default [ofProcess, emitters, targets, nodeTargets];
