/** The built command line, from its arguments to its exit code and what it writes. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type * as Sarif from "sarif";
import type { JsonReport } from "../../cli/report/json.ts";
import { sarifErrors } from "./sarif-schema.ts";
import { noTerminal, onTerminal } from "./terminal.ts";
import { bin, project, resilint, tsconfig, workspace } from "./workspace.ts";

const asError = ["--rule", "raw-error=error"];

test("a clean folder exits with 0 and says how much was read", (t) => {
  const folder = workspace(t, { "tsconfig.json": tsconfig, "a.ts": "export const a = 1;\n" });
  const { code, stdout, stderr } = resilint(folder, []);
  assert.equal(stdout, "no findings in 1 file\n");
  assert.equal(stderr, "");
  assert.equal(code, 0);
});

test("errors exit with 1; warnings only above --max-warnings; information never", (t) => {
  const folder = workspace(t, project);
  const outcomes = [
    asError,
    ["--rule", "raw-error=warning"],
    ["--rule", "raw-error=warning", "--max-warnings", "1"],
    ["--rule", "raw-error=warning", "--max-warnings", "0"],
    ["--rule", "raw-error=info", "--max-warnings", "0"],
    ["--rule", "raw-error=off"],
  ].map((args) => resilint(folder, ["audit", ...args]));
  assert.deepEqual(
    outcomes.map(({ code }) => code),
    [1, 0, 0, 1, 0, 0],
  );
  assert.equal(outcomes[3]!.stderr, "resilint: too many warnings: 1, where --max-warnings allows 0\n");
});

test("piped, the report is plain, the same each time, and alone", (t) => {
  const folder = workspace(t, project);
  const { stdout, stderr } = resilint(folder, asError);
  assert.match(stdout, /^src\/orders\.ts\n {2}2:32 {2}error {2}.*raw-error\n/);
  assert.match(stdout, /\n {4}2 \| {3}if \(amount > 1000\) throw new Error\("over the limit"\);\n {6}\| {32}~{5}\n/);
  assert.match(stdout, /\n1 error in 1 of 2 files\n/);
  assert.doesNotMatch(stdout, /\x1b/);
  assert.equal(stderr, "");
  assert.equal(resilint(folder, asError).stdout, stdout);
});

test("colour is what FORCE_COLOR asks for, and --no-color refuses", (t) => {
  const folder = workspace(t, project);
  const plain = resilint(folder, asError).stdout;
  const painted = resilint(folder, asError, { FORCE_COLOR: "1" }).stdout;
  assert.match(painted, /\x1b\[31merror/);
  assert.equal(painted.replace(/\x1b\[\d+m/g, ""), plain);
  assert.equal(resilint(folder, [...asError, "--no-color"], { FORCE_COLOR: "1" }).stdout, plain);
  assert.equal(resilint(folder, asError, { FORCE_COLOR: "0" }).stdout, plain);
});

test("json and sarif parse, agree, and sarif is valid", (t) => {
  const settings = JSON.stringify({ standardError: { name: "AppError", module: "./src/errors.ts" } });
  const folder = workspace(t, { ...project, "resilint.config.json": settings });
  const json = JSON.parse(resilint(folder, ["--format", "json"]).stdout) as JsonReport;
  assert.deepEqual(json.files, ["src/errors.ts", "src/orders.ts"]);
  assert.equal(json.findings.length, 1);
  const [finding] = json.findings;
  assert.equal(finding!.file, "src/orders.ts");
  assert.equal(json.met["raw-error"], 1);

  const log = JSON.parse(resilint(folder, ["--format", "sarif"]).stdout) as Sarif.Log;
  assert.deepEqual(sarifErrors(log), []);
  const [result, ...more] = log.runs[0]!.results!;
  assert.deepEqual(more, []);
  const { artifactLocation, region } = result!.locations![0]!.physicalLocation!;
  const { startLine, startColumn, endLine, endColumn } = finding!;
  assert.deepEqual(artifactLocation, { uri: "src/orders.ts", uriBaseId: "%SRCROOT%" });
  assert.deepEqual(region, { startLine, startColumn, endLine, endColumn });
  assert.deepEqual(result!.partialFingerprints, { "resilint/v1": finding!.fingerprint });

  const replacements = result!.fixes![0]!.artifactChanges.flatMap((change) => change.replacements);
  assert.ok(replacements.some(({ insertedContent }) => insertedContent!.text!.includes("AppError")));
});

test("the way is told under its finding, and each of its steps in json and sarif", (t) => {
  const load = "async function load(): Promise<void> {\n  await connect();\n}\n";
  const start = "export function start(): void {\n  load();\n}\n";
  const jobs = `${load}\n${start}\ndeclare function connect(): Promise<void>;\n`;
  const folder = workspace(t, { ...project, "src/jobs.ts": jobs });
  const json = JSON.parse(resilint(folder, ["--format", "json", "src/jobs.ts"]).stdout) as JsonReport;
  const [finding, ...more] = json.findings;
  assert.deepEqual(more, []);
  assert.ok(finding!.because.length > 0);

  const { code, stdout } = resilint(folder, ["src/jobs.ts"]);
  assert.equal(code, 1);
  const steps = finding!.because.map((step) => `${step.file}:${step.startLine}:${step.startColumn}  ${step.message}`);
  assert.ok(stdout.includes(`\n    way:    ${steps.join(`\n${" ".repeat(12)}`)}\n`));

  const log = JSON.parse(resilint(folder, ["--format", "sarif", "src/jobs.ts"]).stdout) as Sarif.Log;
  assert.deepEqual(sarifErrors(log), []);
  const flow = log.runs[0]!.results![0]!.codeFlows![0]!.threadFlows[0]!.locations.map(({ location }) => location!);
  assert.deepEqual(
    flow.map(({ message, physicalLocation }) => {
      const { artifactLocation, region } = physicalLocation!;
      return `${artifactLocation!.uri}:${region!.startLine}:${region!.startColumn}  ${message!.text}`;
    }),
    steps,
  );
});

test("positions are exact after tabs, emoji, wide letters, a byte order mark, and with CRLF", (t) => {
  const line = '\tconst s = "😀漢字"; throw new Error(s);';
  const texts = {
    "lf.ts": `export function f() {\n${line}\n}\n`,
    "crlf.ts": `export function f() {\r\n${line}\r\n}\r\n`,
    "bom.ts": `\ufeffexport function f() {\n${line}\n}\n`,
    "bom-first.ts": `\ufeffexport const f = () => { throw new Error("x"); };\n`,
  };
  const folder = workspace(t, { "tsconfig.json": tsconfig, ...texts });
  const { findings } = JSON.parse(resilint(folder, ["--format", "json"]).stdout) as JsonReport;
  const column = line.indexOf("Error") + 1;
  const firstColumn = "export const f = () => { throw new ".length + 1;
  assert.deepEqual(
    findings.map(({ file, startLine, startColumn, endColumn }) => [file, startLine, startColumn, endColumn]),
    [
      ["bom-first.ts", 1, firstColumn, firstColumn + 5],
      ["bom.ts", 2, column, column + 5],
      ["crlf.ts", 2, column, column + 5],
      ["lf.ts", 2, column, column + 5],
    ],
  );
  const { stdout } = resilint(folder, ["--no-color"]);
  // The tab takes four columns; the emoji and the two letters take two each.
  assert.equal(
    stdout.split(`\n    2 |     const s = "😀漢字"; throw new Error(s);\n      | ${" ".repeat(34)}~~~~~\n`).length,
    4,
  );
  assert.match(stdout, new RegExp(`\\n {4}1 \\| export const f = .*\\n {6}\\| {${firstColumn}}~{5}\\n`));
});

test("files can be named; only they are checked, with the answers of a whole audit", (t) => {
  const folder = workspace(t, {
    ...project,
    "src/more.ts": 'export const more = () => { throw new Error("no more"); };\n',
  });
  const whole = JSON.parse(resilint(folder, ["--format", "json"]).stdout) as JsonReport;
  const part = JSON.parse(resilint(folder, ["--format", "json", "src/orders.ts"]).stdout) as JsonReport;
  assert.deepEqual(part.files, ["src/orders.ts"]);
  assert.deepEqual(
    part.findings,
    whole.findings.filter(({ file }) => file === "src/orders.ts"),
  );
  const below = JSON.parse(resilint(join(folder, "src"), ["--format", "json"]).stdout) as JsonReport;
  assert.deepEqual(
    below.findings.map(({ file, fingerprint }) => [`src/${file}`, fingerprint]),
    whole.findings.map(({ file, fingerprint }) => [file, fingerprint]),
  );
});

test("an audit that the compiler let down is not clean", { skip: process.platform === "win32" }, (t) => {
  const folder = workspace(t, project);
  const fault = new URL("./compiler-fault.js", import.meta.url).href;
  const { code, stdout, stderr } = resilint(folder, [], { NODE_OPTIONS: `--import ${fault}` });
  assert.match(stdout, /left out 2 files, on which the compiler process failed 2 times/);
  assert.match(stderr, /^resilint: 2 of 2 files could not be checked$/m);
  assert.equal(code, 2);
});

test("a folder elsewhere is named relative to where the command runs", (t) => {
  const folder = workspace(t, { ...project, "aside/package.json": "{}" });
  const { findings } = JSON.parse(resilint(join(folder, "aside"), ["--format", "json", "../src"]).stdout) as JsonReport;
  assert.deepEqual(
    findings.map(({ file }) => file),
    ["../src/orders.ts"],
  );
});

test("a named file that no audit reads is left out with a word, and does not fail", (t) => {
  const folder = workspace(t, { ...project, "notes.md": "# notes\n" });
  const { code, stdout, stderr } = resilint(folder, ["notes.md"]);
  assert.equal(code, 0);
  assert.equal(stdout, "no findings in 0 files\n");
  assert.equal(stderr, "resilint: left out notes.md: it is ignored, or is no JavaScript or TypeScript file\n");
});

test("--output-file holds the report, plain, and the terminal gets one line", (t) => {
  const folder = workspace(t, project);
  const { code, stdout, stderr } = resilint(folder, [...asError, "--format=sarif", "-o", "out.sarif"]);
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.equal(stderr, "resilint: 1 error in 1 of 2 files; the report is in out.sarif\n");
  assert.deepEqual(sarifErrors(JSON.parse(readFileSync(join(folder, "out.sarif"), "utf8"))), []);

  assert.equal(resilint(folder, ["-o", "out.txt"], { FORCE_COLOR: "1" }).code, 0);
  assert.match(readFileSync(join(folder, "out.txt"), "utf8"), /^src\/orders\.ts\n/);
});

test("what is noticed of the run is said in the report", (t) => {
  const folder = workspace(t, { ...project, "resilint.config.json": '{ "rules": { "raw-eror": "off" } }\n' });
  const { stdout } = resilint(folder, []);
  assert.match(stdout, /\nNotices\n {2}resilint\.config\.json:1:\d+: .*raw-eror/);
  const log = JSON.parse(resilint(folder, ["--format", "sarif"]).stdout) as Sarif.Log;
  assert.deepEqual(sarifErrors(log), []);
  const [notice] = log.runs[0]!.invocations![0]!.toolExecutionNotifications!;
  assert.match(notice!.message.text!, /raw-eror/);
  assert.equal(notice!.locations![0]!.physicalLocation!.artifactLocation!.uri, "resilint.config.json");
});

const refusals: readonly [args: readonly string[], message: RegExp][] = [
  [["nowhere"], /^resilint: there is no folder or file nowhere\n$/],
  [["tsconfig.json/src"], /^resilint: cannot read tsconfig\.json\/src: ENOTDIR.*\n$/],
  [["explan"], /^resilint: there is no folder or file explan; did you mean `explain`\?\n$/],
  [["--format", "srif"], /^resilint: unknown format srif; did you mean `sarif`\?\n$/],
  [["--quite"], /^resilint: unknown option --quite; see resilint --help\n$/],
  [["--rule", "raw-eror=off"], /^resilint: unknown rule raw-eror; did you mean `raw-error`\?\n$/],
  [["explain", "raw-eror"], /^resilint: unknown rule raw-eror; did you mean `raw-error`\?\n$/],
  [["empty"], /^resilint: there are no JavaScript or TypeScript files to audit in empty\n$/],
  [["-o", "no/such/out.txt"], /^resilint: cannot write no\/such\/out\.txt: .*\n$/],
];

for (const [args, message] of refusals) {
  test(`could not run: ${args.join(" ")}`, (t) => {
    const folder = workspace(t, project);
    mkdirSync(join(folder, "empty"));
    const { code, stdout, stderr } = resilint(folder, args);
    assert.match(stderr, message);
    assert.equal(stdout, "");
    assert.equal(code, 2);
  });
}

test("explain tells all of a rule, and of the engine's own rules too", (t) => {
  const folder = workspace(t, {});
  const { code, stdout } = resilint(folder, ["explain", "raw-error"]);
  assert.equal(code, 0);
  assert.match(stdout, /^raw-error {2}errors, risk, since 0\.1\.0\n.+\n\n/);
  assert.match(stdout, /\nExample: .*\n\n {2}found:\n/);
  assert.match(resilint(folder, ["explain", "unused-ignore"]).stdout, /^unused-ignore {2}hardening, since/);
});

test("init writes a configuration that the audit reads without a notice, and leaves one that is there", (t) => {
  const folder = workspace(t, project);
  assert.deepEqual(resilint(folder, ["init"]), {
    code: 0,
    stdout: "wrote resilint.config.json; resilint audit reads it from now on\n",
    stderr: "",
  });
  assert.doesNotMatch(resilint(folder, []).stdout, /Notices/);

  const file = join(folder, "resilint.config.json");
  writeFileSync(file, "{}\n");
  const again = resilint(folder, ["init"]);
  assert.deepEqual(again, {
    code: 2,
    stdout: "",
    stderr: "resilint: resilint.config.json already exists; nothing was changed\n",
  });
  assert.equal(readFileSync(file, "utf8"), "{}\n");
  assert.equal(resilint(folder, ["init", "nowhere"]).code, 2);
});

test("--help and --version answer on the standard output", (t) => {
  const folder = workspace(t, {});
  const help = resilint(folder, ["--help"]);
  assert.match(help.stdout, /^Resilint asks .*\n\nUsage\n/);
  assert.equal(help.code, 0);
  const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
  assert.deepEqual(resilint(folder, ["--version"]), { code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

const posix = process.platform === "win32" ? "needs a POSIX shell" : false;

test("a reader that closes the pipe early is nothing to talk about", { skip: posix }, (t) => {
  // Far more than a pipe holds, so that the writer surely meets the closed end.
  const many = Array.from(
    { length: 400 },
    (_, i) => `export const f${i} = () => { throw new Error("${"x".repeat(300)}"); };\n`,
  );
  const folder = workspace(t, { "tsconfig.json": tsconfig, "a.ts": many.join("") });
  const command = `"${process.execPath}" "${bin}" --format json | head -c 1`;
  const { stdout, stderr } = spawnSync("sh", ["-c", command], { cwd: folder, encoding: "utf8" });
  assert.equal(stdout, "{");
  assert.equal(stderr, "");
});

test("on a terminal there is progress, which leaves no trace, and colour", { skip: noTerminal }, async (t) => {
  const terminal = onTerminal(workspace(t, project), asError);
  const [code] = await once(terminal.child, "close");
  assert.equal(code, 1);
  assert.match(terminal.text, /^\r\x1b\[Kreading projects\r\x1b\[K/);
  assert.match(terminal.text, /\r\x1b\[K\x1b\[4msrc\/orders\.ts\x1b\[24m\r\n/);
});

test("Ctrl-C ends the audit at once with 130", { skip: noTerminal }, async (t) => {
  // Enough to read that the key is pressed well before the end.
  const files = Array.from({ length: 1000 }, (_, i) => [
    `src/${i}.ts`,
    `export const f${i} = (a: string) => a.trim();\n`,
  ]);
  const terminal = onTerminal(workspace(t, { ...project, ...Object.fromEntries(files) }), []);
  while (!terminal.text.includes("reading projects")) await once(terminal.child.stdout, "data");
  terminal.child.stdin.write("\x03");
  const [code] = await once(terminal.child, "close");
  assert.equal(code, 130);
  assert.doesNotMatch(terminal.text, /findings|warning/);
});
