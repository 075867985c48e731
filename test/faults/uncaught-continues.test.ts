/**
 * The fault is real and the fixes end it: code that the rule finds is run beside what its fix makes of it. The one goes
 * on with its work after an exception that nobody caught; the other ends with code 1.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import rule from "../../rules/async/uncaught-continues.ts";
import { type Fault, faultFolder } from "./fixed.ts";

/** Work that throws, and goes on some rounds later. */
const work = `
setImmediate(() => {
  goOn(10);
  throw new Error("cut off");
});

function goOn(rounds) {
  if (rounds === 0) console.log("goes on");
  else setImmediate(() => goOn(rounds - 1));
}
`;

const faults: readonly Fault[] = [
  {
    name: "a listener with a body",
    code: `process.on("uncaughtException", (error) => {
  console.log("uncaught:", error.message);
});
${work}`,
  },
  {
    name: "a listener of one expression",
    code: `process.on("uncaughtException", (error) => console.log("uncaught:", error.message));
${work}`,
  },
  {
    name: "a function that is named",
    code: `function report(error) {
  console.log("uncaught:", error.message);
}

process.on("uncaughtException", report);
${work}`,
  },
  {
    name: "an async function that is named",
    code: `async function report(error) {
  console.log("uncaught:", error.message);
}

process.once("uncaughtException", report);
${work}`,
  },
];

const folder = faultFolder(rule, faults);

describe("uncaught-continues", () => {
  faults.forEach(({ name }, index) => {
    it(`${name}: its fix ends the process after the report`, () => {
      assert.deepEqual(run(`${index}/before.mjs`), { status: 0, said: ["uncaught: cut off", "goes on"] });
      assert.deepEqual(run(`${index}/after.mjs`), { status: 1, said: ["uncaught: cut off"] });
    });
  });
});

function run(module: string): { readonly status: number | null; readonly said: readonly string[] } {
  const { status, stdout } = spawnSync(process.execPath, [module], { cwd: folder, encoding: "utf8" });
  return { status, said: stdout.trim().split("\n") };
}
