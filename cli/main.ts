/** The command line: reads the arguments, runs one command, and turns its outcome into an exit code. */
import { debuglog } from "node:util";
import { type Arguments, parseArguments } from "./arguments.ts";
import { audit } from "./audit.ts";
import { CannotRun } from "./cannot-run.ts";
import { explain } from "./explain.ts";
import { help } from "./help.ts";
import { init } from "./init.ts";
import type { Io } from "./io.ts";
import { manifest } from "./manifest.ts";
import { scaffold } from "./scaffold.ts";

const debug = debuglog("resilint");

/** Exit codes: 0 clean, 1 findings, 2 could not run. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(parseArguments(argv), io);
  } catch (error) {
    io.stderr.write(`resilint: ${reason(error)}\n`);
    return 2;
  }
}

async function dispatch(args: Arguments, io: Io): Promise<number> {
  switch (args.command) {
    case "help":
      io.stdout.write(help);
      return 0;
    case "version":
      io.stdout.write(`${manifest().version}\n`);
      return 0;
    case "explain":
      return explain(args, io);
    case "init":
      return init(args, io);
    case "scaffold":
      return scaffold(args, io);
    case "audit":
      return audit(args, io);
  }
}

function reason(error: unknown): string {
  if (error instanceof CannotRun) return error.message;
  debug("%o", error);
  const message = error instanceof Error ? error.message : String(error);
  const line = message.split("\n", 1)[0];
  return `internal error: ${line} (please report it; NODE_DEBUG=resilint shows where it comes from)`;
}
