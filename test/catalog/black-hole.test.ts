/**
 * What the catalog says of how long calls wait, and of what bounds them, is true of the real packages: each is run in a
 * process of its own against servers that never answer, stall, drip or break off. A package's claims stand in
 * black-hole/proofs/<package>.ts.
 */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import type { Outcome } from "./black-hole/child.ts";
import { unproved } from "./black-hole/unproved.ts";
import { root } from "../harness/paths.ts";

const words = (process.env["RESILINT_TEST_ONLY"] ?? "").split(" ").filter(Boolean);
const names = readdirSync(`${root}/test/catalog/black-hole/proofs`)
  .map((file) => basename(file, ".ts"))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
const child = fileURLToPath(new URL("black-hole/child.js", import.meta.url));
let proved = 0;

// A child mostly waits, so more than one runs at a time.
describe("on servers that do not answer", { concurrency: 3 }, () => {
  for (const name of names) {
    // As DefinitelyTyped names the folders of what has a scope.
    it(name.replace(/^(.+)__/, "@$1/"), async () => {
      const outcomes = await run(name);
      const problems = outcomes.flatMap(({ title, problem }) => (problem ? [`${title}: ${problem}`] : []));
      assert.deepEqual(problems, []);
      proved++;
    });
  }
});

after(() => {
  const rest = Object.entries(unproved);
  console.log(`entries proved: ${proved} of ${names.length}; not provable here: ${rest.length}`);
  for (const [name, reason] of rest) console.log(`  ${name}: ${reason}`);
});

async function run(name: string): Promise<readonly Outcome[]> {
  const running = fork(child, [name], { stdio: ["ignore", "ignore", "pipe", "ipc"], timeout: 90_000, killSignal: "SIGKILL" });
  let complaint = "";
  running.stderr!.setEncoding("utf8").on("data", (text) => (complaint = (complaint + text).slice(-4000)));
  let outcomes: readonly Outcome[] | undefined;
  running.once("message", (message) => (outcomes = message as readonly Outcome[]));
  const [status] = await once(running, "close");
  assert.ok(outcomes, `ended with ${status} and no outcome\n${complaint}`);
  if (process.env["RESILINT_TEST_SHOW"]) console.log(name, outcomes);
  return outcomes;
}
