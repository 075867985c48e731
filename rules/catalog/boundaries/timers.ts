/** Timers, microtasks and ticks, of Node and of pages. */
import type { Taker } from "./taker.ts";

const globals: Taker = {
  package: "node",
  global: true,
  boundaries: [
    {
      members: ["setTimeout", "setInterval", "setImmediate"],
      callback: [0],
      rejection: "ends the process",
      is: "a timer's callback",
    },
    { members: ["queueMicrotask"], callback: [0], rejection: "ends the process" },
    { members: ["requestAnimationFrame", "requestIdleCallback"], callback: [0], rejection: "is swallowed" },
  ],
};

const imported: Taker = {
  package: "node",
  modules: ["timers", "process"],
  boundaries: [
    {
      members: ["setTimeout", "setInterval", "setImmediate"],
      callback: [0],
      rejection: "ends the process",
      is: "a timer's callback",
    },
    { members: ["nextTick"], callback: [0], rejection: "ends the process" },
  ],
};

export default [globals, imported];
