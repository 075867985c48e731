/** The bench, on a few small files and without the peers, which have to be installed first: `npm run bench -- --smoke` has them too. */
import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import { coldAudit, problemsOf } from "../../bench/cold.ts";
import { fixesTried, tryFixes } from "../../bench/fixes.ts";
import { filler, generate, writeProject } from "../../bench/generate.ts";
import { keystrokes } from "../../bench/keystroke.ts";
import { canMeasure } from "../../bench/process-tree.ts";
import { median, percentile } from "../../bench/statistics.ts";
import { type Target, lineCount, targetAt } from "../../bench/target.ts";
import { bundleResilint, own } from "../../bench/tools.ts";
import { protections } from "../../bench/wrapper-calls.ts";

const shape = { seed: 7, lines: 600, large: [280] };
let folder: string;
let target: Target;

before(async () => {
  folder = mkdtempSync(`${tmpdir()}/resilint-bench-test-`);
  writeProject(folder, generate(shape));
  target = await targetAt(folder);
  await bundleResilint();
});

after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

describe("bench", () => {
  it("generates the same code from the same seed, and other code from another", () => {
    assert.deepEqual(generate(shape), generate(shape));
    assert.notDeepEqual(generate({ ...shape, seed: 8 }), generate(shape));
  });

  it("generates just as many lines as asked for", () => {
    assert.equal(lineCount(generate(shape).get("src/large/large280.ts") ?? ""), 280);
    for (const lines of [0, 3, 9, 500]) assert.equal(filler(1, lines).split("\n").length - 1, lines);
  });

  it("measures a whole project that compiles", () => {
    assert.equal(target.isWhole, true);
    assert.equal(target.files.length, generate(shape).size - 2, "all but package.json and tsconfig.json");
  });

  it("measures the cold audit, and sees that it did its work", async () => {
    const rows = await coldAudit(target, own, 1, () => {});
    assert.deepEqual(problemsOf(rows, own, target), []);
    const [all, alone] = rows;
    assert.ok(all && alone && alone.outcome.findings > 0 && all.outcome.findings > alone.outcome.findings);
    assert.equal(all.timesWall, 1);
    for (const { wall, cpu, peak, timesWall, timesCpu } of rows) {
      const measured = canMeasure ? [wall, timesWall, cpu, timesCpu, peak] : [wall, timesWall];
      for (const value of measured) assert.ok(value !== undefined && Number.isFinite(value) && value > 0);
      if (!canMeasure) assert.deepEqual([cpu, timesCpu, peak], [undefined, undefined, undefined]);
    }
  });

  it("names a tool that did nothing", async () => {
    const [first] = own;
    assert.ok(first);
    const idle = { ...first, name: "idle", command: () => ({ cwd: folder, args: ["--eval", ""] }) };
    const tools = [first, idle];
    const problems = problemsOf(await coldAudit(target, tools, 1, () => {}), tools, target);
    assert.deepEqual(problems, ["idle: it did not do its work: it said nothing"]);
  });

  it("measures keystrokes, each answered for the text just typed", async () => {
    const { times, file, ownLines, median, p95, felt } = await keystrokes(target, { lines: 300, edits: 25, warmUps: 3 });
    assert.equal(times.length, 25);
    assert.equal(file, "src/large/large280.ts");
    assert.equal(ownLines, 280);
    assert.ok(median > 0 && median <= p95 && felt !== undefined && felt > 0);
  });

  it("calls through each of our wrappers", async () => {
    const calls = Object.values(protections).flatMap(({ resilint }) => (resilint ? [resilint()] : []));
    assert.equal(calls.length, Object.keys(protections).length - 1, "all but the bare call");
    for (const call of calls) assert.equal(await call(), 1);
  });

  it("tries every fix, and names those that do not compile", () => {
    const own = realpathSync(mkdtempSync(`${tmpdir()}/resilint-fixes-test-`));
    try {
      const language = { target: "es2022", lib: ["es2022"], module: "esnext", moduleResolution: "bundler" };
      const options = { ...language, strict: true, noEmit: true, types: [] };
      writeFileSync(`${own}/package.json`, "{}");
      writeFileSync(`${own}/tsconfig.json`, JSON.stringify({ compilerOptions: options }));
      writeFileSync(`${own}/save.ts`, "export declare function save(): Promise<void>;\n");
      // Nothing says that there is a console here, so reporting to it does not compile; waiting does.
      writeFileSync(`${own}/main.ts`, 'import { save } from "./save";\nexport async function close() {\n  save();\n}\n');
      const tried = tryFixes(own, () => {});
      assert.equal(tried.count, 2);
      assert.equal(tried.uncompiled.length, 1);
      assert.match(tried.uncompiled[0] ?? "", /^- main\.ts:3 floating-promise, ".*console.*": main\.ts: TS\d+: .*console/);
      assert.deepEqual([tried.unwritten, tried.unhelpful], [[], []]);
      assert.match(fixesTried(own, tried), /2 fixes tried: 0 could not be written, 1 do not compile, 0 are unhelpful\.$/);
    } finally {
      rmSync(own, { recursive: true, force: true, maxRetries: 3 });
    }
  });

  it("takes the middle and the percentile as they are defined", () => {
    assert.equal(median([5, 1, 3]), 3);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.equal(percentile(Array.from({ length: 200 }, (_, index) => index + 1), 95), 190);
    assert.equal(percentile([7], 95), 7);
  });
});
