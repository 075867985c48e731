/**
 * What fixes write with the libraries of a project, and with the standard wrappers: it compiles against the packages'
 * own types, and does what it says. The code is run against a fault: before the fix it does harm, after it does not.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { root } from "../harness/paths.ts";
import { type Fixed, layOut } from "./presets/laid.ts";
import { type Kind, kindOf } from "./presets/subjects.ts";

const isNewEnough = Number(process.versions.node.split(".")[0]) >= 22;
/** The newest of the libraries want Node 22. The package that holds that is made for one platform. */
const node = isNewEnough ? process.execPath : `${root}/test/catalog/node_modules/node-22/bin/node`;
const skip = !existsSync(node) && `there is no Node 22 for ${process.platform}-${process.arch} here`;
const child = new URL("presets/child.js", import.meta.url).pathname;

interface Trial {
  readonly fault: string;
  readonly does: string;
  readonly before: string;
  readonly after: string;
}

const trials: Readonly<Record<Kind, readonly Trial[]>> = {
  bound: [
    { fault: "none", does: "is answered as it was", before: "answered after 1", after: "answered after 1" },
    { fault: "silence", does: "gives up where nobody answers", before: "pending", after: "failed" },
  ],
  retry: [
    { fault: "status", does: "outlasts a failing service", before: failed(500, 1), after: "answered after 3" },
    { fault: "reset", does: "outlasts lost connections", before: failed("RESET", 1), after: "answered after 3" },
    { fault: "outage", does: "ends, and tells how it failed", before: failed(503, 1), after: failed(503, 3) },
    { fault: "absence", does: "leaves alone what will not pass", before: failed(404, 1), after: failed(404, 1) },
  ],
  break: [
    { fault: "outages", does: "stops asking", before: "20 of 20", after: "5 of 20" },
    { fault: "absences", does: "goes on where the caller is wrong", before: "20 of 20", after: "20 of 20" },
  ],
  limit: [
    {
      fault: "crowd",
      does: "lets few go at once, and all in the end",
      before: "more than 10 at once, 25 answered",
      after: "10 at once, 25 answered",
    },
  ],
};

const laid = layOut();
after(() => laid.remove());

// They mostly wait for their next attempt.
describe("what fixes write", { concurrency: 4 }, () => {
  for (const fixed of laid.fixed) {
    describe(`${fixed.subject.name}: ${fixed.code}`, () => {
      it("is what the fix offers", () => assert.ok(fixed.title.includes(fixed.subject.title), fixed.title));
      it("compiles", () => assert.deepEqual(fixed.errors, []));
      if (kindOf(fixed.code) === "bound") it("leaves nothing to find", () => assert.deepEqual(fixed.left, []));
      for (const trial of trialsOf(fixed.code)) it(trial.does, { skip }, () => assertDoes(trial, fixed));
    });
  }
});

function failed(how: string | number, requests: number): string {
  return `failed with ${how} after ${requests}`;
}

/** Who asks by `fetch` gets an answer, whatever its status. */
function trialsOf(code: string): readonly Trial[] {
  return trials[kindOf(code)].filter(({ fault }) => code !== "retry.fetch" || fault === "reset");
}

async function assertDoes({ fault, before, after: wanted }: Trial, fixed: Fixed): Promise<void> {
  const { stdout } = await promisify(execFile)(node, [child, fault, fixed.before, fixed.after], { timeout: 60_000 });
  const said = stdout.trim().replaceAll(/ECONNRESET|UND_ERR_SOCKET/g, "RESET").split("\n");
  assert.deepEqual(said, [before, wanted]);
}
