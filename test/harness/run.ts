/** Runs the cases of rules, and of facts, through the engine and says what is wrong, check by check. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import type { Fact } from "../../core/fact.ts";
import type { Rule } from "../../core/rule.ts";
import { Bench, type Laid, type Problems } from "./bench.ts";
import { type Case, readCases } from "./case-file.ts";
import { compilingCheck } from "./checks/compiling.ts";
import { checkDrawn, drawnCheck } from "./checks/drawn.ts";
import { fixedAllCheck, fixedCheck } from "./checks/fixed.ts";
import { hiddenCheck } from "./checks/hidden.ts";
import { ignoredCheck } from "./checks/ignored.ts";
import { movedCheck } from "./checks/moved.ts";
import { provedCheck } from "./checks/proved.ts";
import { wordedCheck } from "./checks/worded.ts";
import { examplesOf } from "./examples.ts";
import { casesFolder, root } from "./paths.ts";
import { probe } from "./probe.ts";

export interface Outcome {
  readonly title: string;
  readonly problems: Problems;
}

export interface Run {
  readonly laid: readonly Laid[];
  readonly outcomes: readonly Outcome[];
  readonly notices: readonly string[];
}

const always = [drawnCheck, compilingCheck];
const ofRules = [...always, wordedCheck, ignoredCheck, hiddenCheck, movedCheck, fixedCheck, fixedAllCheck, provedCheck];

/** So many cases share a session: enough to share its start, few enough to keep it small. */
const sessionSize = 150;

function casesOfRule(rule: Rule): Case[] {
  const path = `${casesFolder}/${rule.id}.md`;
  return [...examplesOf(rule), ...(existsSync(path) ? readCases(path, `test/cases/${rule.id}.md`) : [])];
}

/**
 * Cases over the real packages that are installed in `base`. Their fixes have to compile there, against the packages' own
 * types.
 */
export function runTyped(cases: readonly { readonly rule: Rule; readonly case: Case }[], base: string, update: boolean): Run {
  const rules = [...new Set(cases.map(({ rule }) => rule))];
  const checks = [...always, fixedCheck];
  return inSessions("typed", cases, rules, (bench) => checks.map((check) => outcome(check, bench, update)), base);
}

/** All rules run over the cases of `tested`, so that a fix of one which another finds fault with is noticed. */
export function runRules(tested: readonly Rule[], rules: readonly Rule[], update: boolean): Run {
  const cases = tested.flatMap((rule) => casesOfRule(rule).map((each) => ({ rule, case: each })));
  return inSessions("rules", cases, rules, (bench) => ofRules.map((check) => outcome(check, bench, update)));
}

export function runFacts(facts: readonly Fact<unknown>[], update: boolean): Run {
  const probes = new Map(facts.map((fact) => [fact.id, probe(fact)]));
  const cases = [...probes].flatMap(([id, rule]) => {
    const path = factCases(id);
    return existsSync(path) ? readCases(path, `test/cases/facts/${id}.md`).map((each) => ({ rule, case: each })) : [];
  });
  return inSessions("facts", cases, [...probes.values()], (bench) =>
    always.map((check) => outcome(check, bench, update)),
  );
}

export function factCases(id: string): string {
  return `${casesFolder}/facts/${id}.md`;
}

/** Every fact, as the files of rules/facts export them. */
export async function allFacts(): Promise<Fact<unknown>[]> {
  const folder = new URL("../../rules/facts/", import.meta.url);
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".js"))
        .sort()
    : [];
  const modules = await Promise.all(
    files.map((name) => import(new URL(name, folder).href) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module) => Object.values(module).filter(isFact));
}

function isFact(value: unknown): value is Fact<unknown> {
  return typeof value === "object" && value !== null && "bottom" in value && "join" in value;
}

function inSessions(
  name: string,
  cases: readonly { readonly rule: Rule; readonly case: Case }[],
  rules: readonly Rule[],
  judge: (bench: Bench) => readonly Outcome[],
  base = root,
): Run {
  const laid: Laid[] = [];
  const outcomes = new Map<string, Problems>();
  const notices: string[] = [];
  for (let at = 0; at < cases.length; at += sessionSize) {
    // Named after the process: somebody may run a rule's cases in one terminal and all of them in another.
    const folder = `${base}/build/cases/${process.pid}-${name}-${at / sessionSize}`;
    const bench = new Bench(folder, cases.slice(at, at + sessionSize), rules);
    try {
      laid.push(...bench.laid);
      for (const { title, problems } of judge(bench))
        outcomes.set(title, new Map([...(outcomes.get(title) ?? []), ...problems]));
      notices.push(...bench.notices().map(({ message, file }) => `${message} (${file ?? ""})`));
    } finally {
      bench.dispose();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }
  return { laid, outcomes: [...outcomes].map(([title, problems]) => ({ title, problems })), notices };
}

function outcome(
  check: { readonly title: string; readonly run: (bench: Bench) => Problems },
  bench: Bench,
  update: boolean,
): Outcome {
  const problems = check === drawnCheck && update ? checkDrawn(bench, fileOf) : check.run(bench);
  return { title: check.title, problems };
}

/** The case file that a case stands in: what `--update` rewrites. */
function fileOf(laid: Laid): string | undefined {
  const [path = ""] = laid.case.where.split(":");
  return path.endsWith(".md") ? `${root}/${path}` : undefined;
}
