/** Runs what is proved: programs are fixed as an editor would, and both are run under the same fault. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { FileReport, Finding, TextEdit } from "../../core/finding.ts";
import { type SessionApi, openSession } from "../../core/session.ts";
import { rules } from "../../rules/index.ts";
import { applyEdits } from "../harness/edits.ts";
import type { Proof } from "./proof.ts";
import { openFaultyServer } from "./server.ts";

/** `packages` is the folder whose packages are lent to the programs. */
export function prove(proofs: readonly Proof[], packages: string): void {
  // Outside the repository, where built code counts as output and is not looked at.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "resilint-proofs-"))).replaceAll("\\", "/");

  let session: SessionApi;
  let reports: readonly FileReport[];

  before(() => {
    symlinkSync(`${packages}/node_modules`, `${folder}/node_modules`, "junction");
    layOut(folder, proofs);
    const tried = rules.filter(({ id }) => proofs.some(({ rule }) => rule === id));
    session = openSession({ folders: [folder], rules: tried });
    reports = session.check(proofs.map((_, index) => `${folder}/${index}/before/main.js`));
  });

  after(() => {
    session.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const rule of new Set(proofs.map((proof) => proof.rule))) {
    describe(rule, () => {
      proofs.forEach((proof, index) => {
        if (proof.rule !== rule) return;
        it(`${proof.fix}: ${proof.name}`, async () => {
          const [broken, fixed] = [`${folder}/${index}/before`, `${folder}/${index}/after`];
          cpSync(broken, fixed, { recursive: true });
          for (const [file, edits] of editsOf(session, reports[index]!, proof)) {
            const text = existsSync(file) ? readFileSync(file, "utf8") : "";
            writeInto(file.replace(broken, fixed), applyEdits(text, edits));
          }
          const seen = await runBoth(broken, fixed, proof.before);
          assert.deepEqual(seen, { before: proof.before, after: proof.after }, readFileSync(`${fixed}/main.js`, "utf8"));
        });
      });
    });
  }
}

/** This package as a project has it that depends on it. */
const published = {
  "node_modules/resilint/package.json": JSON.stringify({
    name: "resilint", version: "0.1.0", type: "module", exports: { "./wrappers": "./wrappers.js" },
  }),
  "node_modules/resilint/wrappers.js": `export * from ${JSON.stringify(new URL("../../wrappers/index.js", import.meta.url))};\n`,
};

/** The times that fixes write are short: what they end would never end. */
const timeouts = { http: 200, process: 200, rpc: 200, database: 200 };

function layOut(folder: string, proofs: readonly Proof[]): void {
  writeFileSync(`${folder}/resilint.config.json`, JSON.stringify({ timeouts }));
  const compilerOptions = { allowJs: true, module: "nodenext", target: "es2022", types: ["node"], noEmit: true };
  proofs.forEach(({ code, files }, index) => {
    const all = {
      "package.json": JSON.stringify({ name: `program-${index}`, type: "module" }),
      "tsconfig.json": JSON.stringify({ compilerOptions }),
      ...files,
      "main.js": code,
    };
    for (const [path, text] of Object.entries({ ...published, ...all })) writeInto(`${folder}/${index}/before/${path}`, text);
  });
}

function writeInto(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What the fix does to each file. */
function editsOf(session: SessionApi, { file, findings }: FileReport, { rule, fix, name }: Proof): Map<string, TextEdit[]> {
  const found = findings.filter((finding) => finding.rule === rule);
  assert.equal(found.length, 1, `${rule}: ${name}: ${found.length} findings`);
  const [{ fixes, fingerprint }] = found as [Finding];
  const titles = fixes.map(({ title }) => title);
  assert.ok(titles.includes(fix), `${rule}: ${name}: there is no fix "${fix}", but ${JSON.stringify(titles)}`);
  const edits = session.fix(file, fingerprint, titles.indexOf(fix)) ?? [];
  return new Map(edits.map((edit) => [edit.file, edits.filter((other) => other.file === edit.file)]));
}

async function runBoth(before: string, after: string, expected: string): Promise<Pick<Proof, "before" | "after">> {
  const broken = await start(before);
  const [, words] = /^waits(?:, (.+))?$/.exec(expected) ?? [];
  // What waits has begun to when the other one starts.
  await (expected.startsWith("waits") ? broken.hasCome(words) : broken.outcome);
  const fixed = await start(after);
  const seen = { after: await fixed.outcome, before: broken.child.exitCode === null ? broken.waiting() : await broken.outcome };
  broken.child.kill("SIGKILL");
  await broken.outcome;
  return seen;
}

interface Running {
  readonly child: ChildProcess;
  /** Settles when it has said the words, or where there are none has connected to somebody; or when it has ended. */
  readonly hasCome: (words: string | undefined) => Promise<unknown>;
  readonly waiting: () => string;
  readonly outcome: Promise<string>;
}

async function start(cwd: string): Promise<Running> {
  const server = await openFaultyServer();
  const child = spawn(process.execPath, ["main.js", ...server.arguments], { cwd, stdio: ["ignore", "pipe", "pipe"], timeout: 60_000 });
  const said = { out: "", error: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.error += text));
  const lines = (): string => said.out.trim().replaceAll("\n", ", ");
  const outcome = once(child, "close").then(([code]) => {
    server.close();
    const told = /^.*?\b(\w*Error(?: \[\w+\])?: [^,\n\\]*)/m.exec(said.error)?.[1];
    return [`${code} ${lines()}`.trim(), ...(told === undefined ? [] : [told])].join(" | ");
  });
  const says = async (words: string): Promise<void> => {
    while (!lines().includes(words)) await once(child.stdout, "data");
  };
  return {
    child,
    outcome,
    waiting: () => ["waits", ...(said.out === "" ? [] : [lines()])].join(", "),
    hasCome: (words) => Promise.race([outcome, words === undefined ? server.reached : says(words)]),
  };
}
