import { statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { starterConfig } from "../core/config/starter.ts";
import type { InitArguments } from "./arguments.ts";
import { CannotRun } from "./cannot-run.ts";
import type { Io } from "./io.ts";

const name = "resilint.config.json";

/** Writes a starter configuration. One that is already there is somebody's work and stays. */
export async function init(args: InitArguments, io: Io): Promise<number> {
  const folder = resolve(io.cwd, args.folder);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CannotRun(`there is no folder ${args.folder}; nothing was written`);
  }
  const { rules } = await import("./rules.ts");
  try {
    writeFileSync(join(folder, name), starterConfig(rules), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      throw new CannotRun(`${name} already exists; nothing was changed`);
    }
    throw new CannotRun(`cannot write ${name}: ${(error as Error).message}`);
  }
  io.stdout.write(`wrote ${name}; resilint audit reads it from now on\n`);
  return 0;
}
