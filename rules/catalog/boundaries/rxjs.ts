/** RxJS: an operator that takes promises hands on their errors; an observer's promise is dropped. */
import type { Taker } from "./taker.ts";

const besides = "the observer's `error` does not hear of it";
const dropped = { rejection: "ends the process", is: "an observer", besides } as const;

const rxjs: Taker = {
  package: "rxjs",
  boundaries: [
    { members: ["subscribe"], containers: ["Observable", "Subscribable"], callback: [0], ...dropped },
    { members: ["subscribe"], containers: ["Observable", "Subscribable"], callback: [0, "next"], ...dropped },
    { members: ["subscribe"], containers: ["Observable", "Subscribable"], callback: [0, "complete"], ...dropped },
    { members: ["tap"], callback: [0], ...dropped },
    { members: ["tap"], callback: [0, "next"], ...dropped },
    { members: ["finalize"], callback: [0], ...dropped },
    { members: ["mergeMap", "concatMap", "switchMap", "exhaustMap", "defer"], callback: [0], rejection: "is handled" },
  ],
};

export default [rxjs];
