/** The audit: opens the folders, checks their files, hands the outcome to a report, and judges it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { didYouMean } from "../core/config/nearest.ts";
import type { FileReport, Finding, Notice, TextEdit } from "../core/finding.ts";
import type { SessionApi, TypeCoverage } from "../core/session.ts";
import type { AuditArguments, Format } from "./arguments.ts";
import { CannotRun } from "./cannot-run.ts";
import { coloured, plain, wantsColour } from "./colour.ts";
import { type FixRun, fix } from "./fix/fix.ts";
import type { Io } from "./io.ts";
import { inOrder } from "./order.ts";
import { displayPath } from "./paths.ts";
import { progressOn } from "./progress.ts";
import { jsonReport } from "./report/json.ts";
import { prettyReport } from "./report/pretty.ts";
import { sarifReport } from "./report/sarif.ts";
import { count, headline } from "./report/summary.ts";
import type { RuleText } from "./rules.ts";
import { type Targets, findTargets, isWanted } from "./targets.ts";

/** What a report is made of. Nothing in it depends on the time or the machine but the paths. */
export interface Audit {
  /** Reports name files relative to it. */
  readonly cwd: string;
  /** By file, then position, then rule. */
  readonly reports: readonly FileReport[];
  readonly notices: readonly Notice[];
  readonly types: TypeCoverage;
  /** Every rule that a finding can name. */
  readonly rules: readonly RuleText[];
  /** The text that was checked; read only for files that have findings. */
  readonly text: (file: string) => string | undefined;
  /**
   * The edits of a finding's first fix; none where it adds a file, for which no report has a form. Building them takes
   * time, so only the reports that show them ask.
   */
  readonly edits: (finding: Finding) => readonly TextEdit[];
}

export async function audit(args: AuditArguments, io: Io): Promise<number> {
  const targets = findTargets(io.cwd, args.paths);
  // Loaded here and not above, so that `--help` and a mistyped option answer without waiting for the compiler to load.
  const { rules, ruleTexts } = await import("./rules.ts");
  const { openSession } = await import("../core/session.ts");
  refuseUnknownRules(args, ruleTexts);

  const progress = progressOn(io);
  progress.say("reading projects");
  const session = openSession({ folders: targets.roots, rules, levels: args.levels });
  try {
    const files = chooseFiles(session, targets);
    const choose = (): readonly string[] => session.files().filter((file) => isWanted(file, targets));
    const say = (text: string): void => progress.say(text);
    const run = args.fix && (await fix(session, args.fix, choose, say, io));
    const check = (): readonly FileReport[] =>
      session.check(files, { progress: (done, total) => say(`checking ${done}/${total} files`) });
    const outcome = outcomeOf(run?.reports ?? check(), session, ruleTexts, io.cwd, run);
    const report = run?.diff ?? formatted(outcome, args, io);
    progress.end();
    sayLeftOut(files, targets, io);
    if (run) sayFixed(run, io);
    deliver(report, outcome, args, io);
    return judge(outcome, run ? 0 : files.length - outcome.reports.length, args, io);
  } finally {
    progress.end();
    session.dispose();
  }
}

function refuseUnknownRules(args: AuditArguments, rules: readonly RuleText[]): void {
  const known = rules.map((rule) => rule.id);
  const unknown = Object.keys(args.levels).find((id) => !known.includes(id));
  if (unknown !== undefined) throw new CannotRun(`unknown rule ${unknown}${didYouMean(unknown, known)}`);
}

function chooseFiles(session: SessionApi, targets: Targets): readonly string[] {
  const chosen = session.files().filter((file) => isWanted(file, targets));
  // Silence about a folder with nothing in it would pass for a clean audit. Single files are handed over by tools
  // that do not know what an audit reads, and may well all be left out.
  const folders = targets.wanted.filter(({ isFile }) => !isFile).map(({ given }) => given);
  if (chosen.length === 0 && folders.length > 0) {
    throw new CannotRun(`there are no JavaScript or TypeScript files to audit in ${folders.join(", ")}`);
  }
  return chosen;
}

function sayLeftOut(files: readonly string[], { wanted }: Targets, io: Io): void {
  for (const { path, given, isFile } of wanted) {
    if (!isFile || files.includes(path)) continue;
    io.stderr.write(`resilint: left out ${given}: it is ignored, or is no JavaScript or TypeScript file\n`);
  }
}

/** A diff has no place for notices; a report ends with them. */
function sayFixed({ summary, diff, notices }: FixRun, io: Io): void {
  io.stderr.write(`resilint: ${summary}\n`);
  if (diff === undefined) return;
  for (const { file, message } of notices) {
    const place = file === undefined ? "" : `${displayPath(io.cwd, file)}: `;
    io.stderr.write(`resilint: ${place}${message}\n`);
  }
}

function outcomeOf(
  reports: readonly FileReport[],
  session: SessionApi,
  rules: readonly RuleText[],
  cwd: string,
  run: FixRun | undefined,
): Audit {
  return {
    cwd,
    reports: inOrder(reports),
    notices: [...session.notices(), ...(run?.notices ?? [])],
    types: session.typeCoverage(),
    rules,
    text: (file) => run?.texts.text(file) ?? readText(file),
    edits: ({ file, fingerprint, fixes }) => {
      const edits = fixes.length > 0 ? (session.fix(file, fingerprint, 0) ?? []) : [];
      if (edits.some((edit) => edit.creates && !existsSync(edit.file))) return [];
      return edits.filter(({ creates }) => !creates);
    },
  };
}

function readText(file: string): string | undefined {
  try {
    // The engine counts columns without the byte order mark, as editors do.
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch {
    // Deleted since it was checked: the finding is shown without its code.
    return undefined;
  }
}

function formatted(outcome: Audit, { format, outputFile, color }: AuditArguments, io: Io): string {
  const reports: Record<Format, () => string> = {
    json: () => jsonReport(outcome),
    sarif: () => sarifReport(outcome),
    pretty: () => {
      if (outputFile !== undefined) return prettyReport(outcome, { paint: plain, width: 120 });
      return prettyReport(outcome, {
        paint: wantsColour(io, color) ? coloured : plain,
        width: io.stdout.isTTY ? (io.stdout.columns ?? 120) : 120,
      });
    },
  };
  return reports[format]();
}

function deliver(report: string, outcome: Audit, { outputFile, fix: fixing }: AuditArguments, io: Io): void {
  if (outputFile === undefined) {
    io.stdout.write(report);
    return;
  }
  try {
    writeFileSync(resolve(io.cwd, outputFile), report);
  } catch (error) {
    throw new CannotRun(`cannot write ${outputFile}: ${(error as Error).message}`);
  }
  const said = fixing?.dryRun ? "the diff" : `${headline(outcome)}; the report`;
  io.stderr.write(`resilint: ${said} is in ${outputFile}\n`);
}

/** Errors fail, and warnings above the allowed number. What is merely informed of never does, and what was not looked at is not clean. */
function judge(outcome: Audit, unchecked: number, { maxWarnings }: AuditArguments, io: Io): number {
  const { error, warning } = count(outcome);
  if (unchecked > 0) io.stderr.write(`resilint: ${unchecked} of ${unchecked + outcome.reports.length} files could not be checked\n`);
  if (warning > maxWarnings) {
    io.stderr.write(`resilint: too many warnings: ${warning}, where --max-warnings allows ${maxWarnings}\n`);
    return 1;
  }
  if (error > 0) return 1;
  return unchecked > 0 ? 2 : 0;
}
