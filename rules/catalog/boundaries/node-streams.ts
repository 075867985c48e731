/** Streams that are made from functions: each is told its callback, and none waits for a promise. */
import type { Taker } from "./taker.ts";

const steps = ["read", "write", "writev", "transform", "flush", "final", "destroy", "construct"];

const streams: Taker = {
  package: "node",
  modules: ["stream"],
  boundaries: [
    ...steps.map((step) => ({
      members: ["Readable", "Writable", "Duplex", "Transform"],
      callback: [0, step] as const,
      rejection: "ends the process" as const,
      besides: "its callback is never called, so that the stream never ends",
    })),
    // What `map` and its like make of a stream fails with the callback, and whoever awaits the stream hears of it.
    {
      members: ["forEach", "map", "filter", "flatMap", "some", "every", "find"],
      containers: ["Readable"],
      callback: [0],
      rejection: "is handled",
    },
  ],
};

export default [streams];
