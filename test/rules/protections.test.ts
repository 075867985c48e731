/** What can be put around a call that nothing is wrong with, asked for at a place of an opened session. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSession } from "../../core/session.ts";
import { protections } from "../../rules/intents/protections.ts";
import { applyEdits } from "../harness/edits.ts";
import { workspace } from "../engine/workspace.ts";

const tsconfig = JSON.stringify({
  compilerOptions: { strict: true, target: "es2022", lib: ["es2023", "dom"], module: "esnext", moduleResolution: "bundler" },
});

interface Offered {
  readonly titles: readonly string[];
  /** What the file becomes by the refactoring with this in its title. */
  readonly by: (words: string) => string;
  readonly added: (words: string) => readonly string[];
}

function offeredAt(code: string, place: string, files: Readonly<Record<string, string>> = {}): Offered {
  const { folder, remove } = workspace({ "tsconfig.json": tsconfig, "package.json": "{}", "main.ts": code, ...files });
  const session = openSession({ folders: [folder], rules: [], refactorings: protections });
  try {
    const file = `${folder}/main.ts`;
    const before = code.slice(0, code.indexOf(place));
    const position = { line: before.split("\n").length - 1, character: before.length - before.lastIndexOf("\n") - 1 };
    const titles = session.refactorings(file, position).map(({ title }) => title);
    const edits = titles.map((_, index) => session.refactor(file, position, index) ?? []);
    const of = (words: string) => edits[titles.findIndex((title) => title.includes(words))] ?? [];
    return {
      titles,
      by: (words) => applyEdits(code, of(words).filter((edit) => edit.file === file)),
      added: (words) => of(words).filter(({ creates }) => creates).map((edit) => edit.file.slice(folder.length + 1)),
    };
  } finally {
    session.dispose();
    remove();
  }
}

const read = `export const today = async () => {
  const response = await fetch("https://api.rates.example/today");
  return response.json();
};
// ${"Its lines may be as long as this one. ".repeat(4)}
`;

test("a read gets a retry, a breaker and a limit", () => {
  const { titles, by, added } = offeredAt(read, "fetch(");
  assert.deepEqual(titles, [
    "Retry it when it fails for a moment with `withRetry`, added as resilience/retry.ts",
    "Stop asking while the service keeps failing with `circuitBreaker`, added as resilience/breaker.ts",
    "Have at most 10 under way at once with `bulkhead`, added as resilience/bulkhead.ts",
  ]);
  assert.equal(
    by("withRetry"),
    read.replace("fetch(", "withRetry(() => fetch(").replace(`/today")`, `/today"))`).replace(/^/, `import { withRetry } from "./resilience/retry.js";\n\n`),
  );
  assert.match(by("circuitBreaker"), /^const ratesBreaker = circuitBreaker\(\{ name: "rates" \}\);$/m);
  assert.match(by("circuitBreaker"), /await ratesBreaker\.run\(\(\) => fetch\("https:\/\/api\.rates\.example\/today"\)\);/);
  assert.match(by("bulkhead"), /^const ratesBulkhead = bulkhead\(\{ name: "rates", concurrent: 10, queue: 100 \}\);$/m);
  assert.ok(added("withRetry").includes("resilience/retry.ts"));
  assert.ok(added("withRetry").includes("resilience/temporary.ts"));
});

test("what is not the same when it is done twice is not retried", () => {
  const post = `export const pay = () => fetch("https://pay.example", { method: "POST", body: "1" });\n`;
  assert.deepEqual(
    offeredAt(post, "fetch(").titles.map((title) => title.split(" ")[0]),
    ["Stop", "Have"],
  );
});

test("nothing is offered twice, nor where no call to a service stands", () => {
  const inside = `import { withRetry } from "./retry";\nexport const today = () => withRetry(() => fetch("https://rates.example"));\n`;
  const files = { "retry.ts": "export declare function withRetry<T>(work: () => Promise<T>): Promise<T>;\n" };
  assert.ok(offeredAt(inside, "fetch(", files).titles.every((title) => !title.startsWith("Retry")));
  assert.deepEqual(offeredAt(read, "response.json").titles, []);
  assert.deepEqual(offeredAt(read, "export const").titles, []);
});

test("a library that the project depends on is taken", () => {
  const files = {
    "package.json": JSON.stringify({ dependencies: { "p-retry": "^7" } }),
    "node_modules/p-retry/package.json": JSON.stringify({ name: "p-retry", version: "7.1.0", types: "index.d.ts" }),
    "node_modules/p-retry/index.d.ts": "export default function pRetry<T>(work: () => PromiseLike<T> | T, options?: object): Promise<T>;\n",
  };
  const { by } = offeredAt(read, "fetch(", files);
  assert.match(by("pRetry"), /^import pRetry from "p-retry";\nimport \{ isTemporary \} from ".\/resilience\/temporary.js";\n\nexport/);
  assert.match(by("pRetry"), /await pRetry\(\s*\(\) => fetch\("https:\/\/api\.rates\.example\/today"\),\s*\{/);
});

test("an answer that is handed on as it is, under a key, can stand in for the next one", () => {
  const files = {
    "node_modules/minio/package.json": JSON.stringify({ name: "minio", version: "8.0.5", types: "index.d.ts" }),
    "node_modules/minio/index.d.ts": `export interface Stat { size: number }
export declare class TypedClient { statObject(bucket: string, name: string): Promise<Stat>; }
export declare class Client extends TypedClient { constructor(options: object); }
`,
  };
  const code = (signature: string, call: string): string => `import { Client, type Stat } from "minio";

const store = new Client({ endPoint: "store.shop.example" });

export const look = ${signature} => ${call};
`;
  const at = (signature: string) => offeredAt(code(signature, 'store.statObject("bucket", String(name))'), "store.statObject", files);
  const { by } = at("(name: string): Promise<Stat>");
  assert.match(by("lastGood"), /^const storeLastGood = lastGood<Stat>\(\{ ttl: 300_000, max: 1_000 \}\);$/m);
  assert.match(by("lastGood"), /=> storeLastGood\.run\(name, \(\) => store\.statObject\("bucket", String\(name\)\)\);$/m);
  assert.match(at("(name: number): Promise<Stat>").by("lastGood"), /\.run\(String\(name\), /);
  for (const unsure of ["(name: string)", "(name: object): Promise<Stat>", "<T>(name: string): Promise<Stat>"]) {
    assert.ok(at(unsure).titles.every((title) => !title.includes("lastGood")), unsure);
  }
});

test("where a line would be longer than the file's lines are, each argument has its own", () => {
  const { by } = offeredAt(read.slice(0, read.indexOf("// ")), "fetch(");
  assert.ok(
    by("withRetry").includes(`const response = await withRetry(
    () => fetch("https://api.rates.example/today"),
  );
`),
    by("withRetry"),
  );
});
