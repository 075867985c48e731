// Runs the in-host suite inside code-server's extension host, on the packaged extension.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openBrowser, startEditor } from "./server.mjs";
import { buildInHostSuite, copyFixture, unpackExtension } from "./workspace.mjs";

const limit = 5 * 60_000;

/** Returns the results, one for each test: { name, error? }. */
export async function runInHost({ dir, browser: executable, vsix, output }) {
  const suite = await buildInHostSuite();
  const fixture = copyFixture();
  const extension = unpackExtension(vsix);
  const resultsFile = join(output, "inhost.json");
  rmSync(resultsFile, { force: true });
  process.env.RESILINT_TEST_RESULTS = resultsFile;
  const editor = await startEditor({ dir, underTest: true });
  const { browser, page } = await openBrowser(executable);
  try {
    // The workbench calls this when the suite has ended.
    let suiteEnds;
    let limitTimer;
    const ended = new Promise((resolve, reject) => {
      suiteEnds = resolve;
      limitTimer = setTimeout(() => reject(new Error("the suite did not end within five minutes")), limit);
    });
    await page.exposeFunction("codeAutomationExit", suiteEnds);
    await page.exposeFunction("codeAutomationLog", () => {});
    await page.goto(
      editor.page(fixture.workspace, [
        ["extensionDevelopmentPath", editor.remote(extension.folder)],
        ["extensionTestsPath", editor.remote(suite)],
      ]),
    );
    await ended.finally(() => clearTimeout(limitTimer));
    const results = readResults(resultsFile);
    if (results.some((result) => result.error)) await page.screenshot({ path: join(output, "inhost-failed.png") });
    return results;
  } catch (error) {
    await page.screenshot({ path: join(output, "inhost-failed.png") }).catch(() => {});
    throw new Error(`${error.message}\n${editor.log().slice(-2000)}`, { cause: error });
  } finally {
    await browser.close();
    await editor.stop();
    fixture.remove();
    extension.remove();
  }
}

export function readResults(file) {
  const { tests } = JSON.parse(readFileSync(file, "utf8"));
  return tests.map(({ fullTitle, err, pending }) => ({
    name: fullTitle,
    skipped: pending === true,
    error: err?.message && `${err.message}\n${err.stack ?? ""}`,
  }));
}
