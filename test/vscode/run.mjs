// The extension in a real VS Code: builds the package, opens it, runs the in-host suite and drives the user interface.
//   node test/vscode/run.mjs      after `tsc -p .`; ends with `N passed, N failed, N skipped`
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { fileURLToPath } from "node:url";
import { drive } from "./drive.mjs";
import { report, summary } from "./results.mjs";
import { runInHost } from "./run-inhost.mjs";
import { CannotSetUp, setUp } from "./setup.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const output = join(root, "test/output");

/** Each part on its own: one that breaks down does not hide the others. */
async function part(name, results) {
  try {
    for (const result of await results()) report(result);
  } catch (error) {
    report({ name, error: error.stack });
  }
}

/** What is in the package, by the tests beside this file. */
async function openPackage(vsix) {
  process.env.RESILINT_VSIX = vsix;
  const results = [];
  for await (const { type, data } of run({ files: [join(root, "build/test/vscode/package.test.js")] })) {
    if (data.details?.type === "suite" || data.nesting === 0) continue;
    if (type === "test:pass") results.push({ name: `the package ${data.name}`, skipped: data.skip });
    if (type === "test:fail") results.push({ name: `the package ${data.name}`, error: reason(data.details.error) });
  }
  if (results.length === 0) throw new Error("no test of the package ran");
  return results;
}

function reason(error) {
  return error.cause?.stack ?? String(error);
}

mkdirSync(output, { recursive: true });
const made = execFileSync(process.execPath, ["scripts/package.mjs", "--out", output], { cwd: root, encoding: "utf8" });
const vsix = made.trim().split("\n").at(-1);
await part("the package", () => openPackage(vsix));
try {
  const place = setUp();
  await part("the in-host suite", () => runInHost({ ...place, vsix, output }));
  await part("the drive of the user interface", () => drive({ ...place, vsix, output }));
} catch (error) {
  if (!(error instanceof CannotSetUp)) throw error;
  report({ name: "the extension in a real VS Code", skipped: error.message });
}
process.exitCode = summary();
