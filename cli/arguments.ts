/** Reads the command line. Whatever is wrong with it is said in one line, with the name that was probably meant. */
import { parseArgs } from "node:util";
import { didYouMean } from "../core/config/nearest.ts";
import type { Level, Safety } from "../core/finding.ts";
import { CannotRun } from "./cannot-run.ts";

export const formats = ["pretty", "json", "sarif"] as const;
export type Format = (typeof formats)[number];

export interface AuditArguments {
  readonly command: "audit";
  /** Folders and files as given; none means the working directory. */
  readonly paths: readonly string[];
  readonly format: Format;
  readonly outputFile?: string;
  readonly maxWarnings: number;
  /** By rule id; whether the ids exist is not known here. */
  readonly levels: Readonly<Record<string, Level | "off">>;
  readonly color: boolean | undefined;
  /** Absent where nothing is to be fixed. */
  readonly fix?: FixArguments;
}

export interface FixArguments {
  /** Whether suggestions are applied too. */
  readonly safety: Safety;
  /** Shows what would be written and writes nothing. */
  readonly dryRun: boolean;
}

export interface ExplainArguments {
  readonly command: "explain";
  readonly rule: string;
  readonly color: boolean | undefined;
}

export interface InitArguments {
  readonly command: "init";
  readonly folder: string;
}

export interface ScaffoldArguments {
  readonly command: "scaffold";
  /** None means all; whether they exist is not known here. */
  readonly names: readonly string[];
  readonly out?: string;
  readonly oneFile: boolean;
  readonly language: "ts" | "js";
}

export type Arguments =
  | AuditArguments
  | ExplainArguments
  | InitArguments
  | ScaffoldArguments
  | { readonly command: "help" }
  | { readonly command: "version" };

const options = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
  format: { type: "string" },
  "output-file": { type: "string", short: "o" },
  "max-warnings": { type: "string" },
  rule: { type: "string", multiple: true },
  fix: { type: "boolean" },
  "fix-suggestions": { type: "boolean" },
  "fix-dry-run": { type: "boolean" },
  out: { type: "string" },
  "one-file": { type: "boolean" },
  js: { type: "boolean" },
  "no-color": { type: "boolean" },
} as const;

const ofScaffold: readonly string[] = ["out", "one-file", "js"];

type Values = ReturnType<typeof read>["values"];

export function parseArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = read(argv);
  if (values.help) return { command: "help" };
  if (values.version) return { command: "version" };
  const [first, ...rest] = positionals;
  if (first === "help") return { command: "help" };
  if (first === "explain") return explainArguments(rest, values);
  if (first === "init") return initArguments(rest, values);
  if (first === "scaffold") return scaffoldArguments(rest, values);
  return auditArguments(first === "audit" ? rest : positionals, values);
}

function read(argv: readonly string[]) {
  check(argv);
  return parseArgs({ args: [...argv], options, allowPositionals: true });
}

/** parseArgs refuses too, but in many words and without naming what was probably meant. */
function check(argv: readonly string[]): void {
  const { tokens } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (!Object.hasOwn(options, token.name)) {
      const known = Object.keys(options).map((name) => `--${name}`);
      throw new CannotRun(
        `unknown option ${token.rawName}${didYouMean(token.rawName, known) || "; see resilint --help"}`,
      );
    }
    const { type } = options[token.name as keyof typeof options];
    if (type === "boolean" && token.value !== undefined) throw new CannotRun(`${token.rawName} takes no value`);
    if (type === "string" && !token.value) throw new CannotRun(`${token.rawName} needs a value`);
    if (type === "string" && !token.inlineValue && token.value?.startsWith("-")) {
      throw new CannotRun(`${token.rawName} needs a value, but ${token.value} follows it`);
    }
  }
}

function auditArguments(paths: readonly string[], values: Values): AuditArguments {
  refuseOptions("audit", values);
  return {
    command: "audit",
    paths,
    format: readFormat(values.format ?? "pretty"),
    ...(values["output-file"] === undefined ? {} : { outputFile: values["output-file"] }),
    maxWarnings: readCount(values["max-warnings"]),
    levels: readLevels(values.rule ?? []),
    color: colorOf(values),
    ...fixArguments(values),
  };
}

function fixArguments(values: Values): { fix?: FixArguments } {
  const dryRun = values["fix-dry-run"] === true;
  const suggestions = values["fix-suggestions"] === true;
  if (!values.fix && !suggestions && !dryRun) return {};
  if (dryRun && values.format !== undefined) {
    throw new CannotRun("--fix-dry-run prints a diff and no report, so --format cannot go with it");
  }
  return { fix: { safety: suggestions ? "suggestion" : "safe", dryRun } };
}

function explainArguments(names: readonly string[], values: Values): ExplainArguments {
  refuseOptions("explain", values);
  const [rule, second] = names;
  if (rule === undefined)
    throw new CannotRun("explain needs the name of a rule, as in: resilint explain floating-promise");
  if (second !== undefined) throw new CannotRun(`explain takes one rule at a time; ${second} is one too many`);
  return { command: "explain", rule, color: colorOf(values) };
}

function initArguments(folders: readonly string[], values: Values): InitArguments {
  refuseOptions("init", values);
  const [folder = ".", second] = folders;
  if (second !== undefined) throw new CannotRun(`init takes one folder; ${second} is one too many`);
  return { command: "init", folder };
}

function scaffoldArguments(names: readonly string[], values: Values): ScaffoldArguments {
  refuseOptions("scaffold", values);
  return {
    command: "scaffold",
    names,
    ...(values.out === undefined ? {} : { out: values.out }),
    oneFile: values["one-file"] === true,
    language: values.js ? "js" : "ts",
  };
}

/** Undefined leaves the decision to the environment. */
function colorOf(values: Values): boolean | undefined {
  return values["no-color"] ? false : undefined;
}

function refuseOptions(command: string, values: Values): void {
  for (const name of Object.keys(values).filter((each) => each !== "no-color")) {
    const owner = ofScaffold.includes(name) ? "scaffold" : "audit";
    if (owner !== command) throw new CannotRun(`--${name} belongs to ${owner}, not to ${command}`);
  }
}

function readFormat(name: string): Format {
  const format = formats.find((known) => known === name);
  if (format === undefined)
    throw new CannotRun(`unknown format ${name}${didYouMean(name, formats) || `; there are ${formats.join(", ")}`}`);
  return format;
}

function readCount(text: string | undefined): number {
  if (text === undefined) return Infinity;
  if (!/^\d+$/.test(text)) throw new CannotRun(`--max-warnings takes a whole number, not ${text}`);
  return Number(text);
}

const levels: readonly (Level | "off")[] = ["error", "warning", "info", "off"];

function readLevels(settings: readonly string[]): Record<string, Level | "off"> {
  const result: Record<string, Level | "off"> = {};
  for (const setting of settings) {
    const [id = "", name, ...more] = setting.split("=");
    if (!id || !name || more.length > 0) {
      throw new CannotRun(`--rule takes id=level, as in --rule missing-timeout=error, not ${setting}`);
    }
    const level = levels.find((known) => known === name);
    if (level === undefined)
      throw new CannotRun(
        `unknown level ${name} for ${id}${didYouMean(name, levels) || `; there are ${levels.join(", ")}`}`,
      );
    result[id] = level;
  }
  return result;
}
