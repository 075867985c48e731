/** Schedulers. */
import type { Taker } from "./taker.ts";

const task = { is: "a scheduled task" } as const;

/** It tells only an event that nobody listens to. */
const nodeCron3: Taker = {
  package: "node-cron",
  majors: [0, 3],
  boundaries: [{ members: ["schedule"], callback: [1], rejection: "is swallowed", ...task }],
};

/** It logs the failure itself. */
const nodeCron4: Taker = {
  package: "node-cron",
  majors: [4],
  boundaries: [{ members: ["schedule", "createTask"], callback: [1], rejection: "is handled", ...task }],
};

const cron3: Taker = {
  package: "cron",
  majors: [0, 3],
  boundaries: [
    { members: ["CronJob"], callback: [1], rest: true, rejection: "ends the process", ...task },
    { members: ["from"], containers: ["CronJob"], callback: [0, "onTick"], rejection: "ends the process", ...task },
  ],
};

/** It writes the failure to the console, or hands it to an `errorHandler`. */
const cron4: Taker = {
  package: "cron",
  majors: [4],
  boundaries: [{ members: ["CronJob"], callback: [1], rest: true, rejection: "is handled", ...task }],
};

/** The job emits `error`, which ends the process where nobody listens. */
const nodeSchedule: Taker = {
  package: "node-schedule",
  boundaries: [
    {
      members: ["scheduleJob"],
      callback: [1],
      rest: true,
      unless: /\.(on|once|addListener)\(\s*["'`]error["'`]/,
      rejection: "ends the process",
      ends: "the job emits `error`, to which nobody listens, and the process ends",
      ...task,
    },
  ],
};

export default [nodeCron3, nodeCron4, cron3, cron4, nodeSchedule];
