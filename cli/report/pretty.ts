/** The audit for people: findings by file, each with its code, its reasons and its way; then what it comes to. */
import type { FileReport, Finding, Level, Notice, Place } from "../../core/finding.ts";
import type { Audit } from "../audit.ts";
import type { Paint } from "../colour.ts";
import { displayPath } from "../paths.ts";
import { visible } from "./display.ts";
import { type FrameLook, codeFrame } from "./frame.ts";
import { amount, count, coverage, headline, percent, typesLine } from "./summary.ts";

const looks = { error: "red", warning: "yellow", info: "blue" } as const satisfies Record<Level, string>;

export function prettyReport(audit: Audit, look: FrameLook): string {
  const files = audit.reports.filter(({ findings }) => findings.length > 0);
  const lines = [...files.flatMap((report) => fileLines(report, audit, look)), ...summaryLines(audit, look.paint)];
  return `${lines.join("\n")}\n`;
}

function fileLines({ file, findings }: FileReport, audit: Audit, look: FrameLook): string[] {
  const text = audit.text(file);
  const head = look.paint("underline", visible(displayPath(audit.cwd, file)));
  return [head, ...findings.flatMap((finding) => findingLines(finding, text, audit, look))];
}

function findingLines(finding: Finding, text: string | undefined, audit: Audit, look: FrameLook): string[] {
  const { rule, level, range, message, why, remedy, because } = finding;
  const { paint } = look;
  const frame = text === undefined ? [] : codeFrame(text, range, { paint, width: look.width - 4 });
  const way = because.map((step) => `${paint("dim", placeName(step, audit))}  ${visible(step.message)}`);
  return [
    `  ${lineAndColumn(range.start)}  ${paint(looks[level], level)}  ${visible(message)}  ${paint("dim", rule)}`,
    ...indented("", frame),
    ...indented(paint("dim", "why:    "), [visible(why)]),
    ...indented(paint("dim", "remedy: "), [visible(remedy)]),
    ...indented(paint("dim", "way:    "), way),
    "",
  ];
}

/** A label, and lines that all start right of it. */
function indented(label: string, lines: readonly string[]): string[] {
  const width = label === "" ? 0 : "remedy: ".length;
  return lines.map((line, index) => `    ${index === 0 ? label : " ".repeat(width)}${line}`);
}

function summaryLines(audit: Audit, paint: Paint): string[] {
  const { error, warning, ignored } = count(audit);
  const colour = error > 0 ? looks.error : warning > 0 ? looks.warning : "green";
  const types = typesLine(audit.types);
  return [
    paint(["bold", colour], headline(audit)),
    ...(ignored > 0 ? [`${amount(ignored, "finding")} silenced by comments`] : []),
    ...(types === undefined ? [] : [visible(types)]),
    ...coverageLines(audit),
    ...(audit.notices.length > 0 ? ["Notices"] : []),
    ...audit.notices.map((notice) => `  ${noticeLine(notice, audit)}`),
  ];
}

function coverageLines(audit: Audit): string[] {
  const rules = coverage(audit);
  if (rules.length === 0) return [];
  const width = Math.max(...rules.map(({ rule }) => rule.length));
  const lines = rules.map(
    ({ rule, sound, examined }) =>
      `  ${rule.padEnd(width)}  ${sound} of ${amount(examined, "site")} sound (${percent(sound, examined)})`,
  );
  return ["Coverage", ...lines];
}

function noticeLine({ message, file, position }: Notice, { cwd }: Audit): string {
  if (file === undefined) return visible(message);
  const place = displayPath(cwd, file) + (position ? `:${lineAndColumn(position)}` : "");
  return visible(`${place}: ${message}`);
}

function placeName({ file, range }: Place, { cwd }: Audit): string {
  return `${visible(displayPath(cwd, file))}:${lineAndColumn(range.start)}`;
}

/** Both count from 1; columns count UTF-16 units, as editors do, so a tab is one and most emoji are two. */
function lineAndColumn({ line, character }: { readonly line: number; readonly character: number }): string {
  return `${line + 1}:${character + 1}`;
}
