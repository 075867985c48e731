/**
 * All cases of many rules laid out on disk, each in a folder and a project of its own so that none sees another, and
 * opened in one session: the compiler starts once, and each round of questions covers every case.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { FileReport, Finding, Notice, TextEdit } from "../../core/finding.ts";
import type { Rule } from "../../core/rule.ts";
import { type SessionApi, openSession } from "../../core/session.ts";
import { applyEdits } from "./edits.ts";
import type { Case } from "./case-file.ts";
import { Compiled } from "./compiled.ts";
import { strip } from "./drawing.ts";

export interface Laid {
  readonly case: Case;
  readonly rule: Rule;
  readonly folder: string;
  /** The code of each file that can hold findings, by absolute path; the main file first. */
  readonly code: ReadonlyMap<string, string>;
}

export type Texts = ReadonlyMap<string, string>;

/** What a check has to say against a case; a case it has nothing against is not in the map. */
export type Problems = Map<Laid, string[]>;

const lintable = /(?<!\.d)\.[cm]?[jt]sx?$/;

const project = {
  compilerOptions: {
    target: "es2022",
    lib: ["es2023", "esnext.disposable", "dom", "dom.iterable"],
    module: "esnext",
    moduleResolution: "bundler",
    moduleDetection: "force",
    jsx: "preserve",
    types: ["node"],
    allowJs: true,
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
};

export class Bench {
  readonly laid: readonly Laid[];
  readonly session: SessionApi;
  readonly compiled: Compiled;
  /** What is found in the cases as they stand. */
  readonly reports: ReadonlyMap<string, FileReport>;

  /** `root` stands inside the repository, so that its packages can be imported. */
  constructor(root: string, cases: readonly { readonly rule: Rule; readonly case: Case }[], rules: readonly Rule[]) {
    this.laid = cases.map((each, index) => layOut(`${root}/${each.rule.id}/${index}`, each.rule, each.case));
    this.session = openSession({ folders: this.laid.map(({ folder }) => folder), rules });
    this.compiled = new Compiled(
      root,
      this.laid.map(({ folder }) => folder),
    );
    this.reports = this.check(this.laid, new Map());
  }

  /** Checks cases with other texts laid over some of their files. */
  check(laid: readonly Laid[], texts: Texts): Map<string, FileReport> {
    for (const [file, text] of texts) this.session.setText(file, text);
    const reports = this.session.check(laid.flatMap((each) => [...each.code.keys()]));
    for (const file of texts.keys()) this.session.clearText(file);
    return new Map(reports.map((report) => [report.file, report]));
  }

  /** The same with every text of theirs changed in one way. */
  checkChanged(laid: readonly Laid[], change: (text: string) => string): Map<string, FileReport> {
    const texts = laid.flatMap((each) => [...each.code].map(([file, text]): [string, string] => [file, change(text)]));
    return this.check(laid, new Map(texts));
  }

  /** Has the session look at the cases as they stand: fixes are asked of what was checked last. */
  reset(): void {
    this.check(this.laid, new Map());
  }

  /** What the rule of a case found in it. */
  findings(laid: Laid, reports = this.reports): Finding[] {
    return this.allFindings(laid, reports).filter(({ rule }) => rule === laid.rule.id);
  }

  /** What any rule found in a case. */
  allFindings(laid: Laid, reports = this.reports): Finding[] {
    return [...laid.code.keys()].flatMap((file) => reports.get(file)?.findings ?? []);
  }

  /** The texts of the files that edits change. */
  edited(laid: Laid, edits: readonly TextEdit[], texts: Texts = laid.code): Map<string, string> {
    const changed = new Map<string, string>();
    for (const file of new Set(edits.map((edit) => edit.file))) {
      const before = texts.get(file) ?? laid.code.get(file) ?? "";
      changed.set(
        file,
        applyEdits(
          before,
          edits.filter((edit) => edit.file === file),
        ),
      );
    }
    return changed;
  }

  notices(): readonly Notice[] {
    return this.session.notices().filter(({ kind }) => kind === "rule" || kind === "compiler" || kind === "config");
  }

  dispose(): void {
    this.session.dispose();
    this.compiled.dispose();
  }
}

/** Findings by what they say, as often as they say it: the same whatever lines they moved to. */
export function sayings(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, message }) => `${rule}: ${message}`).sort();
}

/** What is in `list` more often than in `other`. */
export function surplus(list: readonly string[], other: readonly string[]): string[] {
  const rest = [...other];
  return list.filter((each) => {
    const at = rest.indexOf(each);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

export function report(problems: Problems, laid: Laid, ...found: readonly string[]): void {
  if (found.length > 0) problems.set(laid, [...(problems.get(laid) ?? []), ...found]);
}

function layOut(folder: string, rule: Rule, laidCase: Case): Laid {
  const code = new Map<string, string>();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
    writeFileSync(`${folder}/${path}`, text);
  };
  const has = (path: string): boolean => laidCase.files.some((file) => file.path === path);
  if (!has("tsconfig.json")) write("tsconfig.json", JSON.stringify(project));
  if (!has("package.json")) write("package.json", JSON.stringify({ type: "module" }));
  for (const { path, text } of laidCase.files) {
    const isCode = lintable.test(path);
    const plain = isCode ? strip(text) : text;
    write(path, plain);
    if (isCode && !path.includes("node_modules/")) code.set(`${folder}/${path}`, plain);
  }
  return { case: laidCase, rule, folder, code };
}
