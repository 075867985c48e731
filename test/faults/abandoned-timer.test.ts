/**
 * The fault is real and the fixes end it: code that the rule finds is run beside what its fix makes of it. When the work
 * is done, the one still holds a timer and stays; the other holds none and ends by itself.
 */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import rule from "../../rules/timeouts/abandoned-timer.ts";
import { faultFolder } from "./fixed.ts";

interface Fault {
  readonly name: string;
  readonly code: string;
}

const faults: readonly Fault[] = [
  {
    name: "a race that leaves its timer",
    code: `export async function call() {
  return await Promise.race([work(), new Promise((_, reject) => setTimeout(reject, 600_000))]);
}

const work = async () => "done";
`,
  },
  {
    name: "a race whose timer is cleared only when the work succeeds",
    code: `export async function call() {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("too late")), 600_000);
  });
  const result = await Promise.race([work(), late]);
  clearTimeout(timer);
  return result;
}

async function work() {
  throw new Error("failed");
}
`,
  },
  {
    name: "a controller whose timer is set and forgotten",
    code: `export async function call() {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 600_000);
  const result = await work(controller.signal);
  return result.length;
}

const work = async (signal) => (signal.aborted ? "aborted" : "done");
`,
  },
  {
    name: "a controller whose timer is cleared only when the work succeeds",
    code: `export async function call() {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 600_000);
  const result = await work(controller.signal);
  clearTimeout(timer);
  return result;
}

async function work(signal) {
  throw new Error("failed", { cause: signal.reason });
}
`,
  },
];

/** Says what is left when the work is done, and ends as soon as nothing is. */
const runner = `const { call } = await import(process.argv[2]);
await call().catch(() => {});
console.log(process.getActiveResourcesInfo().filter((each) => each === "Timeout").length);
`;

const folder = faultFolder(rule, faults, { "run.mjs": runner });

describe("abandoned-timer", () => {
  faults.forEach(({ name }, index) => {
    it(`${name}: its fix lets the process end when the work is done`, async () => {
      assert.equal(await timersLeftBy(`./${index}/before.mjs`), "1");
      const ended = await promisify(execFile)(process.execPath, ["run.mjs", `./${index}/after.mjs`], {
        cwd: folder,
        timeout: 60_000,
      });
      assert.equal(ended.stdout.trim(), "0");
    });
  });
});

/** What a process says when its work is done; it would stay for as long as its timer does. */
async function timersLeftBy(module: string): Promise<string> {
  const child = spawn(process.execPath, ["run.mjs", module], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  assert.equal(child.exitCode, null);
  child.kill();
  assert.deepEqual(await ended, [null, "SIGTERM"]);
  return said.toString().trim();
}
