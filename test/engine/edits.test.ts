/** After each edit a session says what a new one says of the same text. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openSession } from "../../core/session.ts";
import { rules } from "../../rules/index.ts";
import { workspace } from "./workspace.ts";

const common = {
  "tsconfig.json": `{ "compilerOptions": { "strict": true, "target": "es2022", "module": "nodenext", "types": [] } }`,
  "package.json": `{ "type": "module" }`,
};

interface Story {
  readonly files: Readonly<Record<string, string>>;
  /** A file's new text, one edit after the other: what is replaced by what. */
  readonly edits: readonly (readonly [file: string, from: string, to: string])[];
  /** How many findings there are at first and after each edit. */
  readonly found: readonly number[];
}

const work = `export async function work(): Promise<void> { throw new Error("x"); }\n`;

const stories: Readonly<Record<string, Story>> = {
  "a body with a written return type changes what its callers risk": {
    files: { "a.ts": `async function load(): Promise<void> { console.log(1); }\nexport function go(): void { load(); }\n` },
    edits: [
      ["a.ts", "console.log(1)", "JSON.parse(name)"],
      ["a.ts", "JSON.parse(name)", "console.log(12)"],
      ["a.ts", "console.log(12)", "JSON.parse(name)"],
    ],
    found: [0, 1, 0, 1],
  },
  "lines move above a finding and below": {
    files: { "a.ts": `${work}export function one(): void { console.log(1); }\nexport function two(): void { work(); }\n` },
    edits: [
      ["a.ts", "console.log(1);", "\n\nconsole.log(1);\n"],
      ["a.ts", "two(): void { work();", "two(): void { work();\n\nwork();"],
      ["a.ts", "console.log(1);", "work();"],
      ["a.ts", "\n\nwork(); }", "console.log(1); }"],
    ],
    found: [1, 1, 2, 3, 2],
  },
  "a return type that is inferred becomes a promise": {
    files: { "a.ts": `import { save } from "./b.js";\nsave();\n`, "b.ts": `export function save() { return 1; }\n` },
    edits: [
      ["b.ts", "return 1", "return Promise.reject(1)"],
      ["b.ts", "return Promise.reject(1)", "return 2"],
    ],
    found: [0, 1, 0],
  },
  "a name is exported from elsewhere": {
    files: {
      "a.ts": `import { save } from "./index.js";\nexport function go(): void { save(); }\n`,
      "index.ts": `export { save } from "./safe.js";\n`,
      "safe.ts": `export async function save(): Promise<void> { console.log(1); }\n`,
      "risky.ts": `export async function save(): Promise<void> { JSON.parse(name); }\n`,
    },
    edits: [
      ["index.ts", "./safe.js", "./risky.js"],
      ["index.ts", "./risky.js", "./safe.js"],
    ],
    found: [0, 1, 0],
  },
  "a variable holds another type, by its annotation in another file": {
    files: {
      "a.ts": `import { store } from "./b.js";\nexport function go(): void { store.save(); }\n`,
      "b.ts": `import type { Risky, Safe } from "./c.js";\nexport declare const store: Safe;\n`,
      "c.ts": `export class Safe { async save(): Promise<void> { console.log(1); } }\nexport class Risky { async save(): Promise<void> { JSON.parse(name); } }\n`,
    },
    edits: [
      ["b.ts", "store: Safe", "store: Risky"],
      ["b.ts", "store: Risky", "store: Safe"],
    ],
    found: [0, 1, 0],
  },
  "an assignment ends what another function knew of a variable": {
    files: {
      "a.ts": `${work}export function start(add: (job: () => void) => void): void {
  let run: (() => void) | (() => Promise<void>) = () => console.log(1);
  add(() => { run(); });
  function other(): void { console.log(2); }
  other();
}
`,
    },
    edits: [
      ["a.ts", "console.log(2)", "run = work"],
      ["a.ts", "run = work", "console.log(3)"],
    ],
    found: [0, 1, 0],
  },
  "a class inside of a body overrides": {
    files: {
      "a.ts": `export class Base { async save(): Promise<void> { console.log(1); } }
export function go(base: Base): void { base.save(); }
export function make(): Base { return new Base(); }
`,
    },
    edits: [
      ["a.ts", "return new Base();", "class Sub extends Base { override async save(): Promise<void> { JSON.parse(name); } } return new Sub();"],
      ["a.ts", "JSON.parse(name)", "console.log(2)"],
    ],
    found: [0, 1, 0],
  },
  "a class in another file overrides": {
    files: {
      "a.ts": `export class Base { async save(): Promise<void> { console.log(1); } }\nexport function go(base: Base): void { base.save(); }\n`,
      "b.ts": `import { Base } from "./a.js";\nexport const base = new Base();\n`,
    },
    edits: [
      ["b.ts", "export const", "class Sub extends Base { override async save(): Promise<void> { JSON.parse(name); } }\nexport const"],
      ["b.ts", "class Sub extends Base", "class Sub"],
    ],
    found: [0, 1, 0],
  },
  "a promise is put where another function awaits it": {
    files: {
      "a.ts": `let last: Promise<void> = Promise.resolve();
async function settle(): Promise<void> { await last; }
export function go(): void { settle(); }
async function fail(): Promise<void> { JSON.parse(name); }
export function next(): void { console.log(fail); }
`,
    },
    edits: [
      ["a.ts", "console.log(fail)", "last = fail()"],
      ["a.ts", "last = fail()", "console.log(fail)"],
    ],
    found: [0, 1, 0],
  },
  "a bound that callers set comes and goes": {
    files: {
      "a.ts": `export async function load(url: string, signal?: AbortSignal): Promise<Response> { return await fetch(url, { signal }); }
export async function one(): Promise<void> { await load("https://a.example", AbortSignal.timeout(1)); }
`,
      "b.ts": `import { load } from "./a.js";\nexport async function two(): Promise<void> { await load("https://b.example"); }\n`,
    },
    edits: [
      ["b.ts", `"https://b.example"`, `"https://b.example", AbortSignal.timeout(2)`],
      ["a.ts", `"https://a.example", AbortSignal.timeout(1)`, `"https://a.example"`],
      ["a.ts", `"https://a.example"`, `"https://a.example", AbortSignal.timeout(3)`],
      ["b.ts", `"https://b.example", AbortSignal.timeout(2)`, `"https://b.example"`],
    ],
    found: [],
  },
  "functions come, move and go": {
    files: { "a.ts": `${work}export function go(): void { work(); }\n` },
    edits: [
      ["a.ts", "export async", "export function first(): void { work(); }\nexport async"],
      ["a.ts", "go(): void { work(); }", "go(): void { const inner = async (): Promise<void> => { await work(); }; inner(); }"],
      ["a.ts", "await work();", "console.log(1);"],
      ["a.ts", "export function first(): void { work(); }\n", ""],
      ["a.ts", "inner();", "inner(); work("],
      ["a.ts", "work( }", "work(); }"],
    ],
    found: [],
  },
};

function changed(files: Readonly<Record<string, string>>, [file, from, to]: Story["edits"][number]): Record<string, string> {
  const text = files[file] ?? "";
  assert.ok(text.includes(from), `${file} holds ${from}`);
  return { ...files, [file]: text.replace(from, () => to) };
}

/** Everything that is said of a workspace's files, with places as they are in any folder. */
function said(session: ReturnType<typeof openSession>, folder: string): string {
  return JSON.stringify(session.check(session.files()), undefined, 1).replaceAll(folder, "");
}

function saidAnew(files: Readonly<Record<string, string>>): string {
  const place = workspace(files);
  const session = openSession({ folders: [place.folder], rules });
  try {
    return said(session, place.folder);
  } finally {
    session.dispose();
    place.remove();
  }
}

describe("an edit leaves nothing stale:", () => {
  for (const [title, { files, edits, found }] of Object.entries(stories)) {
    it(title, () => {
      let now: Readonly<Record<string, string>> = { ...common, ...files };
      const place = workspace(now);
      const session = openSession({ folders: [place.folder], rules });
      try {
        const counts: number[] = [];
        const compare = () => {
          const report = said(session, place.folder);
          assert.equal(report, saidAnew(now));
          counts.push(report.match(/"rule": "floating-promise"/g)?.length ?? 0);
        };
        compare();
        for (const edit of edits) {
          now = changed(now, edit);
          session.setText(place.path(edit[0]), now[edit[0]] as string);
          compare();
        }
        if (found.length > 0) assert.deepEqual(counts, found);
      } finally {
        session.dispose();
        place.remove();
      }
    });
  }
});
