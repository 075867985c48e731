import assert from "node:assert/strict";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { afterEach, describe, it } from "node:test";
import { Compiler, CompilerLost } from "../../core/compiler.ts";
import { defineFact } from "../../core/fact.ts";
import { type Rule, met } from "../../core/rule.ts";
import { type SessionApi, openSession } from "../../core/session.ts";
import { rules } from "../../rules/index.ts";
import { type TestWorkspace, workspace } from "./workspace.ts";

const tsconfig = JSON.stringify({ compilerOptions: { strict: true, target: "es2022", module: "nodenext", types: ["node"] } });

const files = {
  "tsconfig.json": tsconfig,
  "package.json": `{ "type": "module" }`,
  "store.ts": `import { writeFile } from "node:fs/promises";
export async function save(text: string) {
  await writeFile("store", text);
}
`,
  "main.ts": `import { save } from "./store.js";
export function close() {
  save("");
}
`,
};

let opened: { readonly place: TestWorkspace; readonly session: SessionApi }[] = [];

function open(contents: Readonly<Record<string, string>>, levels = {}): { place: TestWorkspace; session: SessionApi } {
  const place = workspace(contents);
  const session = openSession({ folders: [place.folder], rules, levels });
  opened.push({ place, session });
  return { place, session };
}

afterEach(() => {
  for (const { place, session } of opened) {
    session.dispose();
    place.remove();
  }
  opened = [];
});

function said(session: SessionApi, ...paths: string[]): string[] {
  const reports = session.check(paths.length > 0 ? paths : session.files());
  return reports.flatMap(({ file, findings }) =>
    findings.map(({ rule, range }) => `${file.split("/").at(-1)}:${range.start.line + 1} ${rule}`),
  );
}

describe("a session", () => {
  it("finds what another file's function can do", () => {
    const { session } = open(files);
    assert.deepEqual(said(session), ["main.ts:3 floating-promise"]);
  });

  it("lays unsaved text over the disk, and takes it away again", () => {
    const { place, session } = open(files);
    assert.equal(said(session).length, 1);
    session.setText(place.path("main.ts"), "export const nothing = 1;\n");
    assert.deepEqual(said(session), []);
    session.clearText(place.path("main.ts"));
    assert.deepEqual(said(session), ["main.ts:3 floating-promise"]);
  });

  it("works facts out again after an edit elsewhere, for those who rest on it alone", () => {
    const { place, session } = open(files);
    assert.equal(said(session, place.path("main.ts")).length, 1);
    const guarded = `export async function save(text: string) { try { console.log(text); } catch {} }\n`;
    session.setText(place.path("store.ts"), guarded);
    assert.deepEqual(said(session, place.path("main.ts")), []);
    session.setText(place.path("store.ts"), files["store.ts"]);
    assert.equal(said(session, place.path("main.ts")).length, 1);
  });

  it("notices changes on disk, new files and files that go", () => {
    const { place, session } = open(files);
    assert.equal(said(session).length, 1);
    session.diskChanged([place.write("main.ts", `import { save } from "./store.js";\nsave("");\nsave("");\n`)]);
    assert.deepEqual(said(session), ["main.ts:2 floating-promise", "main.ts:3 floating-promise"]);
    session.diskChanged([place.write("late.ts", `import { save } from "./store.js";\nsave("");\n`)]);
    assert.deepEqual(said(session).filter((each) => each.startsWith("late")), ["late.ts:2 floating-promise"]);
    rmSync(place.path("late.ts"));
    session.diskChanged([place.path("late.ts")]);
    assert.equal(said(session).length, 2);
    assert.equal(session.files().some((file) => file.endsWith("late.ts")), false);
  });

  it("reads settings again when their file changes", () => {
    const { place, session } = open(files);
    assert.equal(said(session).length, 1);
    session.diskChanged([place.write("resilint.config.json", `{ "rules": { "floating-promise": "off" } }`)]);
    assert.deepEqual(said(session), []);
  });

  it("checks a file that is nowhere on disk", () => {
    const { place, session } = open(files);
    session.setText(place.path("untitled-1.ts"), `fetch("https://example.com").then(console.log);\n`);
    assert.deepEqual(said(session, place.path("untitled-1.ts")).filter((each) => each.includes("floating")), [
      "untitled-1.ts:1 floating-promise",
    ]);
  });

  it("reports a file of several projects once", () => {
    const other = JSON.stringify({ compilerOptions: { strict: true, types: ["node"] }, include: ["../*.ts"] });
    const { session } = open({ ...files, "tools/tsconfig.json": other });
    assert.deepEqual(said(session), ["main.ts:3 floating-promise"]);
  });

  it("says a syntax error in one line and reads the rest", () => {
    const { session } = open({ ...files, "broken.ts": "export function ( {\n" });
    assert.deepEqual(said(session), ["main.ts:3 floating-promise"]);
    const notices = session.notices().filter(({ kind }) => kind === "file");
    assert.equal(notices.length, 1);
    assert.match(notices[0]?.file ?? "", /broken\.ts$/);
  });

  it("gives the same answers in every order of asking", () => {
    const mutual = `import { writeFile } from "node:fs/promises";
export async function a(n: number): Promise<void> { if (n > 0) await b(n - 1); }
export async function b(n: number): Promise<void> { if (n > 5) await writeFile("x", ""); await a(n); }
export function one() { a(3); }
export function two() { b(3); }
`;
    const contents = { ...files, "mutual.ts": mutual, "uses.ts": `import { a, b } from "./mutual.js";\nb(1);\na(1);\n` };
    const { session } = open(contents);
    const forwards = session.files().flatMap((file) => said(session, file)).sort();
    const { session: fresh } = open(contents);
    const backwards = [...fresh.files()].reverse().flatMap((file) => said(fresh, file)).sort();
    assert.equal(forwards.length, 5);
    assert.deepEqual(backwards, forwards);
  });

  it("stops between batches when it is cancelled", () => {
    const many = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`many/file${index}.ts`, "export {};\n"]));
    const { session } = open({ ...files, ...many });
    const seen: number[] = [];
    const reports = session.check(session.files(), { progress: (done) => seen.push(done), cancelled: () => seen.length > 1 });
    assert.ok(reports.length > 0 && reports.length < session.files().length);
  });

  it("is not harmed by a rule that throws", () => {
    const place = workspace(files);
    const faulty = { ...rules[0]!, id: "faulty", check: { CallExpression: () => { throw new Error("a fault"); } } };
    const session = openSession({ folders: [place.folder], rules: [...rules, faulty] });
    opened.push({ place, session });
    assert.deepEqual(said(session), ["main.ts:3 floating-promise"]);
    assert.deepEqual(session.notices().map(({ message }) => message), [
      "rule `faulty` failed and left out a place: a fault",
    ]);
  });

  it("is not harmed by a fact that throws", () => {
    const place = workspace(files);
    const fact = defineFact<boolean>({
      id: "broken",
      bottom: false,
      join: (a, b) => a || b,
      equal: Object.is,
      print: String,
      of: () => {
        throw new Error("a fault");
      },
    });
    const asking: Rule = {
      ...rules[0]!,
      id: "asking",
      check: {
        *FunctionDeclaration(node, ctx) {
          return (yield* ctx.fact(fact, node)) ? undefined : met(node);
        },
      },
    };
    const session = openSession({ folders: [place.folder], rules: [...rules, asking] });
    opened.push({ place, session });
    const reports = session.check(session.files());
    assert.deepEqual(reports.map(({ met }) => met["asking"]), [1, 1]);
    assert.deepEqual(session.notices().map(({ message }) => message), ["fact `broken` failed and left out a place: a fault"]);
  });

  it("counts calls on packages that are not installed", () => {
    const { session } = open({ ...files, "gone.ts": `import gone from "gone";\ngone.run();\nconsole.log(1);\n` });
    said(session);
    assert.deepEqual(session.typeCoverage(), { calls: 4, untypedCalls: 1, missingPackages: ["gone"] });
  });
});

describe("the compiler process", { skip: process.platform !== "linux" && "finds the process in /proc" }, () => {
  it("is started again when it dies, and nothing is lost or doubled", () => {
    const { place, session } = open(files);
    session.setText(place.path("main.ts"), `${files["main.ts"]}save("");\n`);
    const before = said(session);
    for (let round = 0; round < 2; round++) {
      for (const pid of compilers()) process.kill(pid, "SIGKILL");
      session.setText(place.path("store.ts"), `${files["store.ts"]}// ${round}\n`);
      assert.deepEqual(said(session), before);
    }
    assert.equal(before.length, 2);
    assert.equal(session.notices().length, 1);
  });

  it("may die while a rule looks at a place", () => {
    const place = workspace(files);
    let isFirst = true;
    const asking: Rule = {
      ...rules[0]!,
      id: "asking",
      check: {
        CallExpression(node, ctx) {
          if (isFirst) for (const pid of compilers()) process.kill(pid, "SIGKILL");
          isFirst = false;
          return ctx.packagesUsed(node.getSourceFile().fileName).size >= 0 ? met(node) : undefined;
        },
      },
    };
    const session = openSession({ folders: [place.folder], rules: [asking, ...rules] });
    opened.push({ place, session });
    assert.deepEqual(said(session), ["main.ts:3 floating-promise"]);
    assert.deepEqual(session.notices().map(({ message }) => message), ["the compiler process failed and was started again"]);
  });

  it("is killed when it outlasts its limit, and works again", () => {
    const compiler = new Compiler({ folder: process.cwd(), limit: 3000 });
    try {
      compiler.guarded((api) => api.createSnapshot().dispose());
      for (const pid of compilers()) stop(pid);
      assert.throws(() => compiler.guarded((api) => api.createSnapshot()), CompilerLost);
      compiler.guarded((api) => api.createSnapshot().dispose());
      assert.equal(compiler.generation, 2);
    } finally {
      compiler.dispose();
    }
  });
});

/** Stops a process and waits until it is. That of a session before may be about to end, and stays a zombie meanwhile. */
function stop(pid: number): void {
  process.kill(pid, "SIGSTOP");
  while (!/\) [TZ]/.test(readFileSync(`/proc/${pid}/stat`, "utf8")));
}

/** The compiler processes that this process has started and that still live. */
function compilers(): number[] {
  return readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(parent) === process.pid && state !== "Z" ? [Number(entry)] : [];
    } catch {
      return [];
    }
  });
}

describe("positions", () => {
  it("count lines as editors do, which the compiler does not", () => {
    const { session } = open({ ...files, "main.ts": `import { save } from "./store.js";\r\nconst a = "\u2028";\r\nsave(a);\r\n` });
    assert.deepEqual(said(session), ["main.ts:3 floating-promise"]);
  });
});
