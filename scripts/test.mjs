/**
 * `npm test`: everything that this project holds itself to. On a fresh clone it installs and builds first.
 *
 *   npm test                      all of it
 *   npm test -- rules             one suite: a folder under test/, or `lint`, or `vscode`
 *   npm test -- rules floating    of it, the rules (or the test files) with this in their names
 *   npm test -- --update          writes into the cases what is found now, for review
 *   npm test -- --no-vscode       all but the real editor
 *   npm run test:catalog          the catalog against the real packages, which are installed first
 *
 * The last line counts: `N passed, N failed`, and `, N skipped` where something could not run here. With
 * RESILINT_REQUIRE_ALL=1, as CI has it, what is skipped has failed.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build, install, installCatalog, root } from "./set-up.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: { update: { type: "boolean" }, vscode: { type: "boolean", default: true } },
});

const notSuites = ["cases", "catalog", "harness", "vscode", "output"];
const folders = readdirSync(join(root, "test"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !notSuites.includes(entry.name))
  .map(({ name }) => name);
const suites = [...folders, "lint", "vscode"];
// A suite of its own: its packages are large, and its servers take their time not to answer.
const named = positionals.includes("catalog") ? ["catalog"] : suites.filter((suite) => positionals.includes(suite));
const words = positionals.filter((word) => ![...suites, "catalog"].includes(word));
let began = performance.now();
const total = { passed: 0, failed: 0, skipped: 0 };

install();
const complaint = await testAll();
if (complaint) {
  console.log(complaint);
  total.failed++;
}
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Runs what is wanted; answers with a line where that came to nothing. */
async function testAll() {
  if (named[0] === "catalog") installCatalog();
  if (!build()) return "the code does not compile; see the errors above";
  add("types", { passed: 1, failed: 0, skipped: 0 });
  for (const suite of folders) if (isWanted(suite)) add(suite, await runSuite(suite));
  if (named[0] === "catalog") add("catalog", await runSuite("catalog"));
  if (isWanted("lint") && words.length === 0) add("lint", await lint());
  if (isWanted("vscode") && words.length === 0 && values.vscode) add("vscode", await runEditor());
  return total.passed + total.failed === 1
    ? "nothing was tested: no suite, rule or test file has such a name"
    : undefined;
}

function isWanted(suite) {
  return named.length === 0 || named.includes(suite);
}

async function runSuite(suite) {
  const files = testFiles(join(root, "test", suite)).filter((file) => suite === "rules" || suite === "catalog" || isNamed(file));
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const counts = join(root, "build", `counts-${suite}.json`);
  rmSync(counts, { force: true });
  const args = [
    "--test",
    "--test-concurrency=2",
    "--test-timeout=300000",
    `--test-reporter=${new URL("reporter.mjs", import.meta.url)}`,
  ];
  await run([...args, "--test-reporter-destination=stdout", ...files], {
    RESILINT_TEST_COUNTS: counts,
    RESILINT_TEST_ONLY: words.join(" "),
    RESILINT_TEST_UPDATE: values.update ? "1" : "",
  });
  if (!existsSync(counts)) return { passed: 0, failed: 1, skipped: 0 };
  const { pass = 0, fail = 0, cancelled = 0, skipped = 0, todo = 0 } = JSON.parse(readFileSync(counts, "utf8"));
  return { passed: pass, failed: fail + cancelled + todo, skipped };
}

/** The built tests of the sources that stand there now: build/ may still hold those of sources that are gone. */
function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === "node_modules" || entry.name === "build") return [];
    if (entry.isDirectory()) return testFiles(path);
    return entry.name.endsWith(".test.ts") ? [path.replace(root, join(root, "build/")).replace(/\.ts$/, ".js")] : [];
  });
}

function isNamed(file) {
  return words.length === 0 || words.some((word) => file.slice(root.length).includes(word));
}

/** Our own code passes our own rules. */
async function lint() {
  const { status } = await run([join(root, "build", "cli", "bin.js"), "audit", ".", "--max-warnings", "0"]);
  return { passed: Number(status === 0), failed: Number(status !== 0), skipped: 0 };
}

/** The extension in a real VS Code. The runner says in its last line what it counted. */
async function runEditor() {
  const { status, last } = await run([join(root, "test", "vscode", "run.mjs")]);
  const [, passed, failed, skipped] = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(last) ?? [];
  if (passed === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return {
    passed: Number(passed),
    failed: Math.max(Number(failed), Number(status !== 0)),
    skipped: Number(skipped ?? 0),
  };
}

/** Runs a Node program, shows what it prints, and returns its exit code and its last line. */
function run(args, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      process.stdout.write(chunk);
      text = (text + chunk).slice(-10_000);
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, last: text.trimEnd().split("\n").at(-1) ?? "" }));
  });
}

function add(suite, { passed, failed, skipped }) {
  const required = process.env.RESILINT_REQUIRE_ALL === "1";
  total.passed += passed;
  total.failed += required ? failed + skipped : failed;
  total.skipped += required ? 0 : skipped;
  const seconds = (performance.now() - began) / 1000;
  began = performance.now();
  const parts = [
    `${passed} passed`,
    ...(failed ? [`${failed} failed`] : []),
    ...(skipped ? [`${skipped} skipped`] : []),
  ];
  console.log(`${suite.padEnd(10)} ${parts.join(", ")} (${seconds.toFixed(1)} s)`);
  if (required && skipped > 0) console.log("  what was skipped counts as failed here (RESILINT_REQUIRE_ALL=1)");
}
