/** What a finding says will happen rests on who listens for the rejections that nobody handles. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { openSession } from "../../core/session.ts";
import floatingPromise from "../../rules/async/floating-promise.ts";
import lateHandler from "../../rules/async/late-handler.ts";
import { workspace } from "../engine/workspace.ts";

const tsconfig = JSON.stringify({ compilerOptions: { strict: true, target: "es2022", module: "nodenext", jsx: "preserve" } });

const server = `export async function close(): Promise<string[]> {
  fetch("https://example.com/closing");
  const rates = fetch("https://example.com/rates");
  const news = await fetch("https://example.com/news");
  return [await news.text(), await (await rates).text()];
}
`;
const page = `export function onClick() {
  fetch("/orders", { method: "POST" });
}
`;

function whys(files: Readonly<Record<string, string>>): readonly string[] {
  const place = workspace({ "tsconfig.json": tsconfig, "package.json": `{ "type": "module" }`, ...files });
  const session = openSession({ folders: [place.folder], rules: [floatingPromise, lateHandler] });
  try {
    return session.check(session.files()).flatMap((report) => report.findings.map(({ why }) => why));
  } finally {
    session.dispose();
    place.remove();
  }
}

it("the process ends where nobody listens", () => {
  assert.deepEqual(whys({ "server.ts": server }), [
    "if it rejects, the process ends (Node 15 and later)",
    "if it rejects meanwhile, the process ends (Node 15 and later), past every `try` around; if the wait fails, nobody handles it",
  ]);
});

const inListener = [
  "if it rejects, it ends in the process's `unhandledRejection` listener, which knows nothing of what was being done",
  "if it rejects meanwhile, only the process's `unhandledRejection` listener hears of it, and no `try` around; if the wait fails, nobody handles it",
];

it("the process goes on where a listener is", () => {
  const listener = `process.on("unhandledRejection", (reason) => console.error(reason));\nexport {};\n`;
  assert.deepEqual(whys({ "server.ts": server, "start.ts": listener }), inListener);
});

it("Sentry listens of its own accord, on its own side alone", () => {
  const sentry = (name: string) => `// @ts-ignore: not installed\nimport * as Sentry from "@sentry/${name}";\nSentry.init({});\n`;
  const lost = "if it rejects, the error is lost: nothing on the page or in your own log will show it";
  const heard = "if it rejects, it ends in the page's `unhandledrejection` listener, which knows nothing of what was being done";
  assert.deepEqual(whys({ "page.tsx": page, "server.ts": server, "start.ts": sentry("node") }), [lost, ...inListener]);
  assert.deepEqual(whys({ "page.tsx": page, "start.ts": sentry("react") }), [heard]);
});
