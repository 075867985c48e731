/**
 * Whether fixes keep a program whole: every fix of every finding in a folder is applied alone, in memory, and all is compiled
 * and looked at again. Fixes of different files share a round; those of a round that goes wrong are tried one by one.
 */
import { readFileSync, realpathSync } from "node:fs";
import type { Finding, TextEdit } from "../core/finding.ts";
import { type SessionApi, openSession } from "../core/session.ts";
import { rules } from "../rules/index.ts";
import { sayings, surplus } from "../test/harness/bench.ts";
import { applyEdits } from "../test/harness/edits.ts";
import { CompiledTree, type Errors, type Texts } from "./compiled-tree.ts";

export interface FixesTried {
  readonly count: number;
  /** What went wrong with each fix for which something did, as lines to print. */
  readonly unwritten: readonly string[];
  readonly uncompiled: readonly string[];
  /** Its finding is still there, or it brings another. */
  readonly unhelpful: readonly string[];
}

interface Attempt {
  readonly finding: Finding;
  readonly title: string;
  /** The file as the fix leaves it, and those that it adds. */
  readonly texts: Texts;
}

export function tryFixes(path: string, say: (text: string) => void): FixesTried {
  const folder = realpathSync(path).replaceAll("\\", "/");
  const session = openSession({ folders: [folder], rules });
  const tree = new CompiledTree(folder);
  try {
    say(`${folder}: looking for findings`);
    return new Trial(folder, session, tree).run(say);
  } finally {
    session.dispose();
    tree.dispose();
  }
}

/** As Markdown, with the sum at the end. */
export function fixesTried(folder: string, { count, unwritten, uncompiled, unhelpful }: FixesTried): string {
  const part = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [`### ${title}`, "", ...lines, ""]);
  return [
    `## ${folder}`,
    "",
    ...part("Fixes that could not be written", unwritten),
    ...part("Fixes that do not compile", uncompiled),
    ...part("Fixes that leave their finding, or bring another", unhelpful),
    `${count} fixes tried: ${unwritten.length} could not be written, ${uncompiled.length} do not compile, ${unhelpful.length} are unhelpful.`,
  ].join("\n");
}

class Trial {
  readonly #folder: string;
  readonly #session: SessionApi;
  readonly #tree: CompiledTree;
  readonly #findings = new Map<string, readonly Finding[]>();
  readonly #before: Errors;
  readonly #unwritten: string[] = [];
  readonly #uncompiled: string[] = [];
  readonly #unhelpful: string[] = [];

  constructor(folder: string, session: SessionApi, tree: CompiledTree) {
    this.#folder = folder;
    this.#session = session;
    this.#tree = tree;
    this.#before = tree.errors();
    for (const { file, findings } of session.check(session.files())) this.#findings.set(file, findings);
  }

  run(say: (text: string) => void): FixesTried {
    // Fixes are asked of the texts that were checked last, so all of them are built before any is applied.
    const attempts = [...this.#findings.values()].flat().flatMap((finding) => this.#attemptsAt(finding));
    const rounds = roundsOf(attempts);
    for (const [index, round] of rounds.entries()) {
      say(`${this.#folder}: round ${index + 1} of ${rounds.length}, with ${round.length} fixes`);
      this.#compile(round);
      this.#check(round);
    }
    return {
      count: attempts.length + this.#unwritten.length,
      unwritten: this.#unwritten,
      uncompiled: this.#uncompiled,
      unhelpful: this.#unhelpful,
    };
  }

  #attemptsAt(finding: Finding): Attempt[] {
    return finding.fixes.flatMap(({ title }, index) => {
      const edits = this.#session.fix(finding.file, finding.fingerprint, index) ?? [];
      if (edits.length > 0) return [{ finding, title, texts: applied(finding.file, edits) }];
      this.#unwritten.push(this.#line({ finding, title }, "changes nothing"));
      return [];
    });
  }

  /** Only where a round of many went wrong is it enough to look at the files that one of them writes. */
  #compile(attempts: readonly Attempt[], files?: readonly string[]): void {
    const errors = this.#newErrors(attempts, files);
    const [first] = attempts;
    if (errors.length === 0 || !first) return;
    if (attempts.length === 1) {
      const said = errors.flatMap(({ file, texts }) => texts.map((text) => `${this.#relative(file)}: ${text}`));
      this.#uncompiled.push(this.#line(first, [...new Set(said)].join("\n  ")));
      return;
    }
    const wrong = new Set(errors.map(({ file }) => file));
    const blamed = attempts.filter(({ texts }) => [...texts.keys()].some((file) => wrong.has(file)));
    for (const each of blamed) this.#compile([each], [...each.texts.keys()]);
    const others = attempts.filter((each) => !blamed.includes(each));
    for (const group of blamed.length === 0 ? halves(others) : [others]) this.#compile(group);
  }

  #newErrors(attempts: readonly Attempt[], files?: readonly string[]): { readonly file: string; readonly texts: readonly string[] }[] {
    const texts = together(attempts);
    const created = [...texts.keys()].filter((file) => !this.#findings.has(file));
    const after = this.#tree.errors(texts, files ?? [...this.#findings.keys(), ...created]);
    return [...after].flatMap(([file, errors]) => {
      const known = (this.#before.get(file) ?? []).map(kindOf);
      const kinds = surplus(errors.map(kindOf), known);
      const added = errors.filter((error) => kinds.includes(kindOf(error)));
      return kinds.length === 0 ? [] : [{ file, texts: added }];
    });
  }

  #check(attempts: readonly Attempt[]): void {
    const texts = together(attempts);
    for (const [file, text] of texts) this.#session.setText(file, text);
    const reports = this.#session.check(attempts.map(({ finding }) => finding.file));
    for (const file of texts.keys()) this.#session.clearText(file);
    for (const attempt of attempts) {
      const { file } = attempt.finding;
      const others = (this.#findings.get(file) ?? []).filter((each) => each !== attempt.finding);
      const now = reports.find((report) => report.file === file)?.findings ?? [];
      const extra = surplus(sayings(now), sayings(others));
      if (extra.length > 0) this.#unhelpful.push(this.#line(attempt, `finds ${extra.join("; ")}`));
    }
  }

  #line({ finding, title }: Pick<Attempt, "finding" | "title">, what: string): string {
    const { file, range, rule } = finding;
    return `- ${this.#relative(file)}:${range.start.line + 1} ${rule}, "${title}": ${what}`;
  }

  #relative(file: string): string {
    return file.startsWith(`${this.#folder}/`) ? file.slice(this.#folder.length + 1) : file;
  }
}

function applied(file: string, edits: readonly TextEdit[]): Texts {
  const own = edits.filter((edit) => !edit.creates);
  const before = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  return new Map([...edits.filter((edit) => edit.creates).map((edit) => [edit.file, edit.text] as const), [file, applyEdits(before, own)]]);
}

/** At most one fix a file, and no two that add the same file with different texts. */
function roundsOf(attempts: readonly Attempt[]): Attempt[][] {
  const rounds: { readonly attempts: Attempt[]; readonly texts: Map<string, string> }[] = [];
  for (const attempt of attempts) {
    const fits = ({ texts }: { readonly texts: Texts }): boolean =>
      !texts.has(attempt.finding.file) && [...attempt.texts].every(([file, text]) => (texts.get(file) ?? text) === text);
    let round = rounds.find(fits);
    if (!round) rounds.push((round = { attempts: [], texts: new Map() }));
    round.attempts.push(attempt);
    for (const [file, text] of attempt.texts) round.texts.set(file, text);
  }
  return rounds.map((round) => round.attempts);
}

/** An error that was there before may now speak of a type that has one property more. */
function kindOf(error: string): string {
  return error.replace(/'[^']*'/g, "").replace(/(?<=^TS\d+: [^:]*): .*$/s, "");
}

function together(attempts: readonly Attempt[]): Map<string, string> {
  return new Map(attempts.flatMap(({ texts }) => [...texts]));
}

function halves<T>(list: readonly T[]): T[][] {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)];
}
