import assert from "node:assert/strict";
import { test } from "node:test";
import { parseArguments } from "../../cli/arguments.ts";

const audit = { command: "audit", paths: [], format: "pretty", maxWarnings: Infinity, levels: {}, color: undefined };

test("audit is what happens without a command", () => {
  assert.deepEqual(parseArguments([]), audit);
  assert.deepEqual(parseArguments(["audit"]), audit);
  assert.deepEqual(parseArguments(["src", "lib"]), { ...audit, paths: ["src", "lib"] });
  assert.deepEqual(parseArguments(["audit", "audit"]), { ...audit, paths: ["audit"] });
  assert.deepEqual(parseArguments(["--", "--odd"]), { ...audit, paths: ["--odd"] });
});

test("every option is read", () => {
  const argv = [
    "--format=sarif",
    "--rule",
    "a=off",
    "src",
    "--rule=b=error",
    "--max-warnings",
    "0",
    "-o",
    "x",
    "--no-color",
  ];
  assert.deepEqual(parseArguments(argv), {
    command: "audit",
    paths: ["src"],
    format: "sarif",
    outputFile: "x",
    maxWarnings: 0,
    levels: { a: "off", b: "error" },
    color: false,
  });
});

test("the other commands", () => {
  assert.deepEqual(parseArguments(["explain", "raw-error"]), {
    command: "explain",
    rule: "raw-error",
    color: undefined,
  });
  assert.deepEqual(parseArguments(["init"]), { command: "init", folder: "." });
  assert.deepEqual(parseArguments(["init", "app"]), { command: "init", folder: "app" });
  const scaffold = { command: "scaffold", names: [], oneFile: false, language: "ts" };
  assert.deepEqual(parseArguments(["scaffold"]), scaffold);
  assert.deepEqual(parseArguments(["scaffold", "retry", "--out", "lib", "--one-file", "--js"]), {
    ...scaffold,
    names: ["retry"],
    out: "lib",
    oneFile: true,
    language: "js",
  });
  assert.deepEqual(parseArguments(["src", "--help"]), { command: "help" });
  assert.deepEqual(parseArguments(["--version"]), { command: "version" });
});

const refused: readonly [argv: readonly string[], message: string][] = [
  [["--formt", "json"], "unknown option --formt; did you mean `--format`?"],
  [["--zzzzzzzzzzz"], "unknown option --zzzzzzzzzzz; see resilint --help"],
  [["-x"], "unknown option -x; see resilint --help"],
  [["--format"], "--format needs a value"],
  [["--format="], "--format needs a value"],
  [["--format", "--no-color"], "--format needs a value, but --no-color follows it"],
  [["--no-color=yes"], "--no-color takes no value"],
  [["--format", "srif"], "unknown format srif; did you mean `sarif`?"],
  [["--format", "checkstyle"], "unknown format checkstyle; there are pretty, json, sarif"],
  [["--max-warnings", "few"], "--max-warnings takes a whole number, not few"],
  [["--max-warnings=-1"], "--max-warnings takes a whole number, not -1"],
  [["--rule", "raw-error"], "--rule takes id=level, as in --rule missing-timeout=error, not raw-error"],
  [["--rule", "raw-error=warn"], "unknown level warn for raw-error; did you mean `warning`?"],
  [["--rule", "raw-error=fatal"], "unknown level fatal for raw-error; there are error, warning, info, off"],
  [["explain"], "explain needs the name of a rule, as in: resilint explain floating-promise"],
  [["explain", "a", "b"], "explain takes one rule at a time; b is one too many"],
  [["explain", "a", "--format", "json"], "--format belongs to audit, not to explain"],
  [["src", "--js"], "--js belongs to scaffold, not to audit"],
  [["scaffold", "--format", "json"], "--format belongs to audit, not to scaffold"],
  [["init", "a", "b"], "init takes one folder; b is one too many"],
];

for (const [argv, message] of refused) {
  test(`refused: ${argv.join(" ")}`, () => {
    assert.throws(() => parseArguments(argv), { name: "CannotRun", message });
  });
}
