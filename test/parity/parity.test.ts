/** The same input gives the same findings from the library, the command line and the editor's server. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver/node";
import type { JsonReport } from "../../cli/report/json.ts";
import type { Finding, Level } from "../../core/finding.ts";
import { openSession } from "../../core/session.ts";
import { rules } from "../../rules/index.ts";
import { strip } from "../harness/drawing.ts";
import { examplesOf } from "../harness/examples.ts";
import { root } from "../harness/paths.ts";
import { Client } from "../server/client.ts";

const folder = `${root}/build/parity-${process.pid}`;

/** A finding with all that is said of it, in one line. */
type Line = string;

let library: Line[];

before(() => {
  layOut();
  const session = openSession({ folders: [folder], rules });
  library = session.check(session.files()).flatMap((report) => report.findings.map(lineOf));
  session.dispose();
});

after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

describe("parity", () => {
  it("has something to compare, of every rule and in every text", () => {
    for (const { id } of rules)
      assert.ok(
        library.some((line) => line.includes(` ${id} `)),
        `nothing was found by ${id}`,
      );
    for (const kind of ["plain", "marked", "crlf"])
      assert.ok(
        library.some((line) => line.startsWith(kind)),
        kind,
      );
    assert.ok(
      library.some((line) => line.startsWith("strict/") && line.includes(" error raw-error ")),
      "the nested settings count",
    );
    // The path and the fingerprint at the ends differ, for the fingerprint is made of the path.
    const texts = (kind: string) =>
      library.filter((each) => each.startsWith(`${kind}/`)).map((each) => each.slice(kind.length, -16));
    assert.deepEqual(texts("marked"), texts("plain"), "a byte order mark moves nothing");
    assert.deepEqual(texts("crlf"), texts("plain"), "line ends move nothing");
  });

  it("the command line finds what the library finds", async () => {
    const report = JSON.parse(await output(["audit", folder, "--format", "json"])) as JsonReport;
    const found = report.findings.map((finding) => {
      const { startLine, startColumn, endLine, endColumn } = finding;
      const start = { line: startLine - 1, character: startColumn - 1 };
      const end = { line: endLine - 1, character: endColumn - 1 };
      const because = finding.because.map((place) => `${place.file}:${place.startLine - 1} ${place.message}`);
      return line({ ...finding, range: { start, end }, because });
    });
    assert.deepEqual(found, library);
  });

  it("the server finds what the library finds", async (t) => {
    const uri = pathToFileURL(folder).href;
    const client = await Client.start(t, {
      folders: [{ path: folder, uri: () => uri } as Parameters<typeof Client.start>[1]["folders"][number]],
      settings: { [uri]: { hardening: true } },
    });
    const found: Line[] = [];
    for (const file of new Set(library.map((each) => each.slice(0, each.indexOf(":"))))) {
      const document = pathToFileURL(`${folder}/${file}`).href;
      await client.open(document, readFileSync(`${folder}/${file}`, "utf8").replace(/^\uFEFF/, ""));
      found.push(...(await client.pull(document)).map((diagnostic) => lineOfDiagnostic(file, diagnostic)));
    }
    assert.deepEqual(found, library);
    assert.equal(await client.stop(), 0);
  });
});

/** The examples of all rules, each a project and a package; texts with odd beginnings and line ends; settings in a subfolder. */
function layOut(): void {
  // Its settings file makes it a workspace of its own within the repository, whose packages its imports find.
  write("resilint.config.json", "{}");
  const options = {
    target: "es2022",
    module: "esnext",
    moduleResolution: "bundler",
    strict: true,
    jsx: "preserve",
    types: ["node"],
  };
  const cases = rules.flatMap(examplesOf);
  for (const [index, { files }] of cases.entries()) {
    write(`example-${index}/tsconfig.json`, JSON.stringify({ compilerOptions: options }));
    write(`example-${index}/package.json`, "{}");
    for (const { path, text } of files) write(`example-${index}/${path}`, strip(text));
  }
  const odd = `/** 🦊 注意 */\nexport function f(n: number) {\n\tif (n > 3) /* 🦊 */ throw new Error("too large");\n}\n`;
  write("plain/a.ts", odd);
  write("marked/a.ts", `\uFEFF${odd}`);
  write("crlf/a.ts", odd.replaceAll("\n", "\r\n"));
  write("strict/a.ts", odd);
  write("strict/resilint.config.json", JSON.stringify({ rules: { "raw-error": "error" } }));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
  writeFileSync(`${folder}/${path}`, text);
}

function lineOf(finding: Finding): Line {
  const because = finding.because.map(({ file, range, message }) => `${shown(file)}:${range.start.line} ${message}`);
  return line({ ...finding, file: shown(finding.file), because });
}

function lineOfDiagnostic(
  file: string,
  { range, code, severity, message, relatedInformation = [], data }: Diagnostic,
): Line {
  const [said = "", why = "", remedy = ""] = String(message).split("\n");
  const levels: readonly Level[] = ["error", "warning", "info"];
  return line({
    file,
    range,
    rule: String(code),
    level: levels[(severity ?? 1) - 1] as Level,
    message: said,
    why: why.replace("why: ", ""),
    remedy: remedy.replace("remedy: ", ""),
    because: relatedInformation.map(({ location, message: at }) => {
      const place = decodeURIComponent(location.uri).replace(`${decodeURIComponent(pathToFileURL(folder).href)}/`, "");
      return `${place}:${location.range.start.line} ${at}`;
    }),
    fingerprint: data.fingerprint,
  });
}

type Told = Pick<Finding, "file" | "range" | "rule" | "level" | "message" | "why" | "remedy" | "fingerprint">;

function line({
  file,
  range: { start, end },
  rule,
  level,
  message,
  why,
  remedy,
  because,
  fingerprint,
}: Told & {
  readonly because: readonly string[];
}): Line {
  const at = `${start.line}:${start.character}-${end.line}:${end.character}`;
  return `${file}:${at} ${level} ${rule} ${message} / ${why} / ${remedy} / ${because.join(" > ")} ${fingerprint}`;
}

function shown(file: string): string {
  return file.replace(`${folder}/`, "");
}

/** Findings make the command end with 1; what it prints is what counts here. */
function output(args: readonly string[]): Promise<string> {
  const bin = `${root}/build/cli/bin.js`;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin, ...args], { cwd: folder, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error && error.code !== 1) reject(new Error(stderr, { cause: error }));
      else resolve(stdout);
    });
  });
}
