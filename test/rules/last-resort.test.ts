/** The listener that hears of rejections nobody handles, where it stands beside the configuration of the code that makes them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSession } from "../../core/session.ts";
import { rules } from "../../rules/index.ts";
import { workspace } from "../engine/workspace.ts";

const listeners = {
  "a listener for rejections": [`process.on("unhandledRejection", console.error);`, "only an `unhandledRejection` listener hears of it"],
  "a listener for all that nobody catches": [`process.on("uncaughtException", console.error);`, "only an `uncaughtException` listener hears of it"],
  "a listener that only looks on": [`process.on("uncaughtExceptionMonitor", console.error);`, "the process ends"],
  "Rollbar, told to": [
    `import Rollbar from "rollbar";\nnew Rollbar({ captureUnhandledRejections: true });`,
    "only an `unhandledRejection` listener hears of it",
  ],
  "Rollbar, told to listen for exceptions": [
    `import Rollbar from "rollbar";\nnew Rollbar({ captureUncaught: true });`,
    "only an `uncaughtException` listener hears of it",
  ],
  "Rollbar, not told to": [`import Rollbar from "rollbar";\nnew Rollbar({ accessToken: "a" });`, "the process ends"],
  "Bugsnag": [`import Bugsnag from "@bugsnag/js";\nBugsnag.start("key");`, "only an `unhandledRejection` listener hears of it"],
  "Honeybadger, which ends the process": [
    `import Honeybadger from "@honeybadger-io/js";\nHoneybadger.configure({ apiKey: "a" });`,
    "the process ends",
  ],
} as const;

for (const [name, [line, end]] of Object.entries(listeners)) {
  test(`${name}, in the file that a program starts with, though another configuration holds all others`, () => {
    const place = workspace({
      "package.json": JSON.stringify({ name: "daemon" }),
      "tsconfig.json": JSON.stringify({ compilerOptions: { module: "nodenext", strict: true }, include: ["lib"] }),
      "index.ts": `import { begin } from "./lib/load.js";\n${line}\nbegin();\n`,
      "lib/load.ts": `export function begin(): void {\n  load();\n}\n\nasync function load() {\n  throw new Error("no connection");\n}\n`,
    });
    const session = openSession({ folders: [place.folder], rules });
    try {
      const findings = session.check([place.path("lib/load.ts")]).flatMap((report) => report.findings);
      const floating = findings.find(({ rule }) => rule === "floating-promise");
      assert.ok(floating?.why.startsWith(`if it rejects, ${end}`), floating?.why);
    } finally {
      session.dispose();
      place.remove();
    }
  });
}
