// Runs the in-host suite in a desktop VS Code: `npm run test:electron`. It downloads the editor, so it needs the internet,
// and a display (xvfb-run will do).
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runTests } from "@vscode/test-electron";
import { buildInHostSuite, copyFixture, unpackExtension } from "./workspace.mjs";
import { readResults } from "./run-inhost.mjs";
import { report, summary } from "./results.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const output = join(root, "test/output");
mkdirSync(output, { recursive: true });
const made = execFileSync(process.execPath, ["scripts/package.mjs", "--out", output], { cwd: root, encoding: "utf8" });
const extension = unpackExtension(made.trim().split("\n").at(-1));
const fixture = copyFixture();
const resultsFile = join(output, "electron.json");
try {
  const ran = runTests({
    extensionDevelopmentPath: extension.folder,
    extensionTestsPath: await buildInHostSuite(),
    launchArgs: [fixture.workspace, "--disable-extensions", "--disable-workspace-trust"],
    extensionTestsEnv: { RESILINT_TEST_RESULTS: resultsFile },
  });
  // A failing suite is told by its results; without results the editor itself failed.
  await ran.catch((error) => console.error(error.message));
  for (const result of readResults(resultsFile)) report(result);
} finally {
  extension.remove();
  fixture.remove();
}
process.exitCode = summary();
