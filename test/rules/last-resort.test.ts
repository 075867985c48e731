/** The listener that hears of rejections nobody handles, where it stands beside the configuration of the code that makes them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSession } from "../../core/session.ts";
import { rules } from "../../rules/index.ts";
import { workspace } from "../engine/workspace.ts";

test("a listener in the file that a program starts with is seen, though another configuration holds all others", () => {
  const place = workspace({
    "package.json": JSON.stringify({ name: "daemon" }),
    "tsconfig.json": JSON.stringify({ compilerOptions: { module: "nodenext", strict: true }, include: ["lib"] }),
    "index.ts": `import { begin } from "./lib/load.js";\nprocess.on("unhandledRejection", (reason) => console.error(reason));\nbegin();\n`,
    "lib/load.ts": `export function begin(): void {\n  load();\n}\n\nasync function load() {\n  throw new Error("no connection");\n}\n`,
  });
  const session = openSession({ folders: [place.folder], rules });
  try {
    const findings = session.check([place.path("lib/load.ts")]).flatMap((report) => report.findings);
    const floating = findings.find(({ rule }) => rule === "floating-promise");
    assert.match(floating?.why ?? "", /^if it rejects, only an `unhandledRejection` listener hears of it/);
  } finally {
    session.dispose();
    place.remove();
  }
});
