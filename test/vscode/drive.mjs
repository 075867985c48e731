// Drives the packaged extension as a person does, with keyboard and mouse, and takes a picture of each state.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openBrowser, startEditor } from "./server.mjs";
import { copyFixture } from "./workspace.mjs";

/** How long a state may take on a loaded machine. */
const patience = 60_000;

/** Returns the results, one for each step: { name, error? }. What follows a failed step is not tried. */
export async function drive({ dir, browser: executable, vsix, output }) {
  const fixture = copyFixture();
  const folder = join(fixture.folder, "api");
  addFiles(join(folder, "src"));
  const file = join(folder, "src/orders.ts");
  const editor = await startEditor({ dir, vsix });
  const { browser, page } = await openBrowser(executable);
  page.setDefaultTimeout(patience);
  const picture = (name) => page.screenshot({ path: join(output, `${name}.png`) });
  const results = [];
  try {
    await page.goto(editor.page(folder, [["openFile", editor.remote(file)]]));
    for (const [name, step] of steps) {
      try {
        await step({ page, file, editor, picture });
        results.push({ name });
      } catch (error) {
        await picture("failed").catch(() => {});
        results.push({ name, error: `${error.stack}\n${editor.log().slice(-2000)}` });
        break;
      }
    }
  } finally {
    await browser.close();
    await editor.stop();
    fixture.remove();
  }
  return results;
}

/** Enough to audit that its progress can be seen. */
function addFiles(folder) {
  const text = readFileSync(join(folder, "billing.ts"), "utf8");
  for (let number = 1; number <= 1500; number++) writeFileSync(join(folder, `billing-${number}.ts`), text);
}

const line = (page, text) => page.locator(".view-line", { hasText: text });
const problem = (page, text) => page.locator(".markers-panel .monaco-list-row", { hasText: text });
const status = (page, text) => page.locator("#resilint\\.resilint\\.resilint\\.status", { hasText: text });
const toast = (page, text) => page.locator(".notification-toast", { hasText: text });

async function runCommand(page, title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
  await page.keyboard.press("Enter");
}

/** The editor drops the question when an extension registers a provider meanwhile; a person then presses the keys again. */
async function openFixes(page) {
  const menu = page.locator(".action-widget .monaco-list-row", { hasText: "Await it" });
  for (let tries = 0; tries < 5 && !(await menu.isVisible()); tries++) {
    await page.keyboard.press("Control+.");
    await menu.waitFor({ timeout: 10_000 }).catch(() => {});
  }
  await menu.waitFor();
}

const steps = [
  [
    "a fault is underlined, and the status bar counts",
    async ({ page, picture }) => {
      await line(page, "saveOrder(order);").waitFor();
      await page.locator(".squiggly-error").first().waitFor();
      await page.locator(".squiggly-warning").first().waitFor();
      await status(page, "Resilint: 2 findings").waitFor();
      await picture("1-underlined");
    },
  ],
  [
    "the Problems panel says what is wrong",
    async ({ page, picture }) => {
      await page.keyboard.press("Control+Shift+M");
      await problem(page, "floating-promise").waitFor();
      await problem(page, "missing-timeout").waitFor();
      await picture("2-problems");
    },
  ],
  [
    "the pointer over a fault explains it",
    async ({ page, picture }) => {
      await line(page, "  saveOrder(order);").getByText("saveOrder").hover();
      await page.locator(".monaco-hover-content", { hasText: "floating-promise" }).waitFor();
      await picture("3-hover");
    },
  ],
  [
    "the light bulb offers fixes, and the first one mends the code",
    async ({ page, picture }) => {
      await line(page, "  saveOrder(order);").getByText("saveOrder").click();
      // Away from the code: with a hover open, or a link under the pointer, Ctrl+. goes to these.
      await page.mouse.move(1000, 450);
      await page.locator(".monaco-hover-content").first().waitFor({ state: "hidden" });
      // Keys pressed right after the cursor moved are often lost; the light bulb says that the editor is ready for them.
      await page.locator(".lightBulbWidget:visible").waitFor();
      await openFixes(page);
      await picture("4-fixes");
      await page.keyboard.press("Enter");
      await line(page, "await saveOrder(order);").waitFor();
      await problem(page, "floating-promise").waitFor({ state: "detached" });
    },
  ],
  [
    "the mended file is saved",
    async ({ page, file, picture }) => {
      assert.doesNotMatch(readFileSync(file, "utf8"), /await saveOrder/);
      await page.keyboard.press("Control+s");
      await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
      assert.match(readFileSync(file, "utf8"), /await saveOrder\(order\);/);
      await picture("5-saved");
    },
  ],
  [
    "the audit shows its progress, then its result, and fills the Problems panel",
    async ({ page, picture }) => {
      await runCommand(page, "Resilint: Audit Workspace");
      await toast(page, /Resilint audit.*\d/).waitFor();
      await picture("6-auditing");
      await toast(page, "Resilint read 1505 files").waitFor();
      await problem(page, "billing-1.ts").first().waitFor();
      await picture("7-audited");
    },
  ],
  [
    "a server that keeps crashing is stopped, said so, and started again by a click",
    async ({ page, editor, picture }) => {
      for (const killed = new Set(); killed.size < 5; ) {
        const server = editor.descendants("server/main.js").find((each) => !killed.has(each));
        if (server === undefined) {
          await page.waitForTimeout(50);
          continue;
        }
        killed.add(server);
        process.kill(server, "SIGKILL");
      }
      await status(page, "Resilint: stopped").waitFor();
      await toast(page, "keeps crashing").waitFor();
      await picture("8-stopped");
      await status(page, "Resilint: stopped").click();
      await status(page, /Resilint: \d+ finding/).waitFor();
      await picture("9-running-again");
    },
  ],
];
