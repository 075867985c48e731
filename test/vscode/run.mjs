// The extension in a real VS Code: builds the package, opens it, runs the in-host suite and drives the user interface.
//   node test/vscode/run.mjs      after `tsc -p .`; ends with `N passed, N failed, N skipped`
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { drive } from "./drive.mjs";
import { report, summary } from "./results.mjs";
import { runInHost } from "./run-inhost.mjs";
import { CannotSetUp, setUp } from "./setup.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const output = join(root, "test/output");

/** Each part on its own: one that breaks down does not hide the others. */
async function part(name, run) {
  try {
    for (const result of await run()) report(result);
  } catch (error) {
    report({ name, error: error.stack });
  }
}

mkdirSync(output, { recursive: true });
try {
  const place = setUp();
  const made = execFileSync(process.execPath, ["scripts/package.mjs", "--out", output], { cwd: root, encoding: "utf8" });
  const vsix = made.trim().split("\n").at(-1);
  await part("the in-host suite", () => runInHost({ ...place, vsix, output }));
  await part("the drive of the user interface", () => drive({ ...place, vsix, output }));
} catch (error) {
  if (!(error instanceof CannotSetUp)) throw error;
  report({ name: "the extension in a real VS Code", skipped: error.message });
}
process.exitCode = summary();
