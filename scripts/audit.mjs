/** `npm run audit -- <folder>`: the command line's audit out of the sources, on a fresh clone too. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root, setUp } from "./set-up.mjs";

setUp();
// npm changes to the package's folder; the paths were meant from where the command was typed.
const cwd = process.env.INIT_CWD ?? process.cwd();
const bin = join(root, "build", "cli", "bin.js");
const { status } = spawnSync(process.execPath, [bin, "audit", ...process.argv.slice(2)], { cwd, stdio: "inherit" });
process.exitCode = status ?? 2;
