/** The tools that are measured: how each is started, and how one sees that it did its work. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ruleTexts } from "../cli/rules.ts";
import { root } from "../test/harness/paths.ts";
import type { Command, Measured } from "./measure.ts";
import type { Target } from "./target.ts";

export interface Tool {
  readonly name: string;
  /** Our floating-promise finds what `no-floating-promises` does and more: a promise behind `void` is still nobody's. */
  readonly finds: "no-floating-promises" | "floating-promise" | "all rules" | "type errors";
  readonly command: (target: Target) => Command;
  readonly outcome: (measured: Measured, target: Target) => Outcome;
}

export interface Outcome {
  /** How many of the target's files it looked at. */
  readonly files: number;
  readonly findings: number;
  /** Why its time means nothing. */
  readonly problem?: string;
}

export const resilint = "resilint";

const bundled = join(root, "build", "package");

/** Makes what npm would install, which is what is measured: it starts sooner than the many files that tests run. */
export async function bundleResilint(): Promise<void> {
  const script = pathToFileURL(join(root, "scripts", "bundle.mjs")).href;
  const { bundleForNpm } = (await import(script)) as { bundleForNpm(folder: string): Promise<void> };
  await bundleForNpm(bundled);
}

export const own: readonly Tool[] = [
  resilintTool(resilint, "all rules", []),
  resilintTool("resilint, floating-promise alone", "floating-promise", allBut("floating-promise")),
  resilintTool("resilint, its first three rules", "all rules", allBut("floating-promise", "raw-error", "missing-timeout")),
  resilintTool("resilint, the async family", "all rules", allBut(...idsOf("async"))),
];

const peers = join(root, "build", "peers");

export const others: readonly Tool[] = [
  {
    name: "oxlint --type-aware",
    finds: "no-floating-promises",
    command: ({ folder, files }) => ({
      cwd: folder,
      args: [
        join(peers, "node_modules/oxlint/bin/oxlint"),
        ...["--type-aware", "--config", join(peers, "oxlintrc.json"), "--disable-nested-config", "--no-ignore", "--format", "json"],
        ...files,
      ],
      // It looks for its typed half beside the folder it checks, where nobody installed it.
      env: { OXLINT_TSGOLINT_PATH: tsgolint() },
    }),
    outcome: ({ stdout, stderr }) => {
      const report = parse(stdout);
      if (!report) return failed(stdout + stderr);
      const codes = (report.diagnostics as { code?: string }[]).map(({ code }) => code);
      const others = codes.filter((code) => code !== "typescript(no-floating-promises)");
      const problem = others.length > 0 ? { problem: `${others.length} messages that are no findings: ${others[0]}` } : {};
      return { files: report.number_of_files, findings: codes.length - others.length, ...problem };
    },
  },
  {
    name: "typescript-eslint",
    finds: "no-floating-promises",
    command: ({ folder, files }) => ({
      cwd: folder,
      args: [
        // A large project does not fit into what Node.js allows by itself.
        ...["--max-old-space-size=8192", join(peers, "node_modules/eslint/bin/eslint.js")],
        ...["--config", join(peers, "eslint.config.mjs"), "--no-warn-ignored", "--format", "json", ...files],
      ],
    }),
    outcome: ({ stdout, stderr }) => {
      const reports = parse(stdout) as { messages: { ruleId: string | null; fatal?: boolean; message: string }[] }[] | undefined;
      if (!reports) return failed(stdout + stderr);
      const messages = reports.flatMap((report) => report.messages);
      const fatal = messages.filter((message) => message.fatal);
      return {
        files: reports.filter((report) => !report.messages.some((message) => message.fatal)).length,
        findings: messages.filter(({ ruleId }) => ruleId === "@typescript-eslint/no-floating-promises").length,
        ...(fatal[0] && { problem: fatal[0].message }),
      };
    },
  },
  compiler(join(root, "node_modules/typescript"), []),
  compiler(join(peers, "node_modules/typescript"), ["--ignoreDeprecations", "6.0"]),
];

function resilintTool(name: string, finds: Tool["finds"], args: readonly string[]): Tool {
  return {
    name,
    finds,
    command: ({ folder, files, isWhole }) => ({
      cwd: folder,
      args: [join(bundled, "cli.js"), "--format", "json", ...args, ...(isWhole ? ["."] : files)],
    }),
    outcome: ({ stdout, stderr }) => {
      const report = parse(stdout);
      if (!report) return failed(stdout + stderr);
      const lost = (report.notices as { kind: string; message: string }[]).find(({ kind }) => kind === "compiler" || kind === "rule");
      return { files: report.files.length, findings: report.findings.length, ...(lost && { problem: lost.message }) };
    },
  };
}

function idsOf(family: string): string[] {
  return ruleTexts.filter((rule) => rule.family === family).map(({ id }) => id);
}

function allBut(...kept: readonly string[]): string[] {
  return ruleTexts.filter(({ id }) => !kept.includes(id)).flatMap(({ id }) => ["--rule", `${id}=off`]);
}

function compiler(folder: string, args: readonly string[]): Tool {
  return {
    // Read when it is asked for: the peers may not be installed yet.
    get name() {
      return `tsc ${JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version} --noEmit`;
    },
    finds: "type errors",
    command: (target) => ({
      cwd: target.folder,
      args: [
        ...["--max-old-space-size=8192", join(folder, "bin/tsc"), "-p", "tsconfig.json", "--noEmit", "--diagnostics", "--listFiles"],
        // Nothing is kept from one run to the next.
        ...["--incremental", "false", "--composite", "false", "--tsBuildInfoFile", "null", "--pretty", "false", ...args],
      ],
    }),
    outcome: ({ stdout, stderr }, target) => {
      const errors = [...stdout.matchAll(/^(?:.+\(\d+,\d+\): )?error TS\d+: .*/gm)].map(([line]) => line);
      const checked = Number(/^Check time:\s+([\d.]+)s/m.exec(stdout)?.[1] ?? 0);
      const listed = new Set(stdout.split(/\r?\n/));
      const files = target.files.filter((file) => listed.has(`${target.folder}/${file}`)).length;
      // With an option that it does not know, it checks nothing, and is quick about it.
      return checked > 0 ? { files, findings: errors.length } : failed(errors[0] ?? stdout + stderr);
    },
  };
}

/** The program that oxlint starts for typed rules. Without the script around it, it starts a little sooner. */
function tsgolint(): string {
  const program = process.platform === "win32" ? "tsgolint.exe" : "tsgolint";
  return join(peers, "node_modules/@oxlint-tsgolint", `${process.platform}-${process.arch}`, program);
}

// Reports of tools that nobody here wrote: what is taken out of them is all that is known of their shape.
function parse(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failed(output: string): Outcome {
  return { files: 0, findings: 0, problem: `it did not do its work: ${output.trim().slice(0, 400) || "it said nothing"}` };
}
