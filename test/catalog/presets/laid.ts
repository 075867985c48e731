/** Projects that use the real packages, the fixes made in them, and what the compiler says of the outcome. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import type { FileReport, TextEdit } from "../../../core/finding.ts";
import { type SessionApi, openSession } from "../../../core/session.ts";
import { protections } from "../../../rules/intents/protections.ts";
import missingTimeout from "../../../rules/timeouts/missing-timeout.ts";
import { applyEdits } from "../../harness/edits.ts";
import { root } from "../../harness/paths.ts";
import { type Kind, type Subject, codes, kindOf, subjects, written } from "./subjects.ts";

/** One file of a subject: as it was, and as its fix left it. */
export interface Fixed {
  readonly subject: Subject;
  readonly code: keyof typeof codes;
  readonly title: string;
  /** Modules that can be run. */
  readonly before: string;
  readonly after: string;
  /** What `missing-timeout` finds in the outcome. */
  readonly left: readonly string[];
  /** What the compiler says of it, and of the files that came with it. */
  readonly errors: readonly string[];
}

export interface Laid {
  readonly fixed: readonly Fixed[];
  remove(): void;
}

const modules = `${root}/test/catalog/node_modules`;

export function layOut(): Laid {
  // Outside the repository, where built code counts as output and is not looked at; its packages are lent.
  const folder = realpathSync(mkdtempSync(`${tmpdir()}/resilint-presets-`)).replaceAll("\\", "/");
  symlinkSync(modules, `${folder}/node_modules`, "junction");
  const compilerOptions = { target: "es2022", module: "nodenext", strict: true, skipLibCheck: true, types: ["node"] };
  const settings = { compilerOptions: { ...compilerOptions, allowJs: true, noEmit: true } };
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(settings));
  const files = subjects.flatMap((subject, index) => {
    const home = `${folder}/${index}`;
    layPackage(home, subject);
    return subject.codes.map((code) => {
      const [file, before] = [`${home}/${code}.${subject.style}`, `${home}/before/${code}.${subject.style}`];
      for (const each of [file, before]) write(each, written(code, subject.style));
      return { subject, code, file, before };
    });
  });
  const outcomes = fix(folder, files);
  const errors = compile(folder);
  const fixed = files.map(({ subject, code, file, before }, index) => ({
    ...(outcomes[index] as Outcome),
    subject,
    code,
    before: before.replace(/\.ts$/, ".js"),
    after: file.replace(/\.ts$/, ".js"),
    errors: errors.filter((error) => error.startsWith(`${dirname(file).slice(folder.length + 1)}/`)),
  }));
  return { fixed, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A package that depends on one version of the library. It is a copy: a link's target has the name of its folder. */
function layPackage(home: string, { from, style }: Subject): void {
  const name = from?.replace(/-\d+$/, "");
  const dependencies = name === undefined ? {} : { [name]: "*" };
  write(`${home}/package.json`, JSON.stringify({ type: style === "cjs" ? "commonjs" : "module", dependencies }));
  if (from !== name) cpSync(`${modules}/${from}`, `${home}/node_modules/${name}`, { recursive: true });
}

interface File {
  readonly subject: Subject;
  readonly code: string;
  readonly file: string;
}

/** Does to each file what is offered for its call, as an editor would, and looks at the outcome. */
function fix(folder: string, files: readonly File[]): Outcome[] {
  const session = openSession({ folders: [folder], rules: [missingTimeout], refactorings: protections });
  try {
    const paths = files.map(({ file }) => file);
    const reports = session.check(paths);
    const made = files.map(({ subject, code, file }, index) => {
      const offers = kindOf(code) === "bound" ? ofFinding(session, reports[index]) : atCall(session, file);
      const offer = offers.find(({ title }) => title.startsWith(begins[kindOf(code)]));
      assert.ok(offer, `${subject.name}: nothing is offered in ${code}`);
      return { title: offer.title, edits: offer.edits() ?? [] };
    });
    for (const { edits } of made) apply(edits);
    session.diskChanged(made.flatMap(({ edits }) => edits.map(({ file }) => file)));
    const after = session.check(paths);
    return made.map(({ title }, index) => ({ title, left: after[index]?.findings.map(({ message }) => message) ?? [] }));
  } finally {
    session.dispose();
  }
}

type Outcome = Pick<Fixed, "title" | "left">;

interface Offer {
  readonly title: string;
  readonly edits: () => readonly TextEdit[] | undefined;
}

/** How the title of what fulfils an intent begins. */
const begins: Readonly<Record<Kind, string>> = {
  bound: "Give up",
  retry: "Retry",
  break: "Stop asking",
  limit: "Have at most",
};

function ofFinding(session: SessionApi, report: FileReport | undefined): Offer[] {
  return (report?.findings ?? []).flatMap(({ file, fingerprint, fixes }) =>
    fixes.map(({ title }, index) => ({ title, edits: () => session.fix(file, fingerprint, index) })),
  );
}

function atCall(session: SessionApi, file: string): Offer[] {
  const text = readFileSync(file, "utf8");
  const before = text.slice(0, text.search(/\b(?:axios\.get|request|fetch)\(/)).split("\n");
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return session.refactorings(file, position).map(({ title }, index) => ({
    title,
    edits: () => session.refactor(file, position, index),
  }));
}

function apply(edits: readonly TextEdit[]): void {
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    const isNew = edits.some((edit) => edit.file === file && edit.creates);
    if (!isNew || text === "") write(file, applyEdits(text, edits.filter((edit) => edit.file === file)));
  }
}

/** Compiles TypeScript in place; the errors, each with the path of its file. */
function compile(folder: string): string[] {
  const tsc = `${root}/node_modules/typescript/bin/tsc`;
  const args = [tsc, "-p", ".", "--allowJs", "false", "--noEmit", "false"];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes("error TS"));
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
