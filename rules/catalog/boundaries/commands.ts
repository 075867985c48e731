/** Command lines: the process that ends is the command's own, with a stack trace in place of a message. */
import type { Taker } from "./taker.ts";

const commander: Taker = {
  package: "commander",
  boundaries: [
    {
      members: ["action"],
      containers: ["Command"],
      callback: [0],
      unless: /\.parseAsync\(/,
      rejection: "ends the process",
      is: "a command",
      category: "risk",
    },
    {
      members: ["hook"],
      containers: ["Command"],
      callback: [1],
      unless: /\.parseAsync\(/,
      rejection: "ends the process",
      is: "a command",
      category: "risk",
    },
  ],
};

/** It prints the failure and exits with 1. */
const yargs: Taker = {
  package: "yargs",
  boundaries: [
    { members: ["command", "middleware"], callback: [0], rest: true, rejection: "is handled", is: "a command" },
    { members: ["command"], callback: [0, "handler"], rejection: "is handled", is: "a command" },
  ],
};

export default [commander, yargs];
