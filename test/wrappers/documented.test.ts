/** The page on the wrappers: what it shows compiles, and it leaves none out. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import * as wrappers from "../../wrappers/index.ts";
import { Compiled } from "../harness/compiled.ts";
import { root } from "../harness/paths.ts";

const page = readFileSync(`${root}/docs/wrappers.md`, "utf8");
const chapters = page.split(/^## /m).slice(1);
const blocks = chapters
  .flatMap((chapter) => [...chapter.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code = ""]) => ({ chapter, code })))
  .map(({ chapter, code }, index) => ({ title: titleOf(chapter), file: `block${index}.ts`, code }));

const compilerOptions = {
  target: "es2022",
  lib: ["es2022"],
  module: "nodenext",
  types: ["node"],
  typeRoots: [`${root}/node_modules/@types`],
  paths: { "resilint/wrappers": [`${root}/wrappers/index.ts`] },
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

describe("docs/wrappers.md", () => {
  let folder: string;
  let compiled: Compiled;

  before(() => {
    folder = realpathSync.native(mkdtempSync(`${tmpdir()}/resilint-documented-`)).replaceAll("\\", "/");
    writeFileSync(`${folder}/package.json`, JSON.stringify({ type: "module" }));
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    writeFileSync(`${folder}/wrong.ts`, 'import { bulkhead } from "resilint/wrappers";\nbulkhead(7);\n');
    for (const { file, code } of blocks) writeFileSync(`${folder}/${file}`, code);
    compiled = new Compiled(folder, [folder]);
  });

  after(() => {
    compiled?.dispose();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  it("shows code in every chapter but the first, a table, and the last, on reasons", () => {
    assert.deepEqual([...new Set(blocks.map(({ title }) => title))], chapters.slice(1, -1).map(titleOf));
  });

  for (const { title, file } of blocks) {
    it(`compiles: ${title}`, () => assert.deepEqual(errorsIn(file), []));
  }

  it("would not pass with a mistake", () => assert.match(errorsIn("wrong.ts").join(), /^TS2345: /));

  it("names all that is exported", () => {
    const unnamed = Object.keys(wrappers).filter((name) => !page.includes(`\`${name}\``) && !rare.includes(name));
    assert.deepEqual(unnamed, []);
  });

  function errorsIn(file: string): string[] {
    return compiled.errors(new Map([[folder, [`${folder}/${file}`]]])).get(folder) ?? ["it was not looked at"];
  }
});

/** Errors that no caller has to tell from others: what they carry is written, shown or found as a cause. */
const rare = ["ShutdownError", "UnhealthyError"];

function titleOf(chapter: string): string {
  return chapter.slice(0, chapter.indexOf("\n"));
}
