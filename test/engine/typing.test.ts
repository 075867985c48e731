/** Whatever is typed, a session says what one says that was opened a moment ago. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { Compiler } from "../../core/compiler.ts";
import { type SessionApi, openSession } from "../../core/session.ts";
import { World } from "../../core/world.ts";
import { rules } from "../../rules/index.ts";
import { type TestWorkspace, workspace } from "./workspace.ts";

const store = `import { writeFile } from "node:fs/promises";

/** Saves. */
export async function save(text: string) {
  const path = "store";
  await writeFile(path, text);
}
`;

const main = `import { save } from "./store.js";

// Saves as well.
export function close(times: number) {
  const first = times;
  save("");
}

export const closing = setTimeout(async () => {
  const unused = await fetch("https://example.com");
  await save(JSON.parse("")); // now
}, 1000);
`;

/** In this file, the text that is replaced, and what stands there then. Each edit is made to what the one before left. */
const typed: readonly (readonly [file: "main.ts" | "store.ts", from: string, to: string])[] = [
  ["main.ts", "const first =", "const firs ="],
  ["main.ts", "const firs =", "const firstOf ="],
  ["main.ts", "// Saves as well.", "// Saves as well, too."],
  ["main.ts", "// now", "// resilint-ignore-line escaping-rejection: as a test"],
  ["main.ts", "const unused", "const unusedStill"],
  // Felt by the program, which is behind by now.
  ["main.ts", `  save("");`, `  save("");\n  save(String(firstOf));`],
  ["main.ts", "times: number", "count: number"],
  ["main.ts", "= times;", "= count;"],
  ["store.ts", "/** Saves. */", "/** Saves a text. */"],
  ["store.ts", "/** Saves a text. */", "/** Saves a text, or fails. */"],
  // The other file, while the program is behind with this one.
  ["main.ts", "// Saves as well, too.", "// Saves."],
  ["store.ts", "  await writeFile(path, text);", "  await writeFile(path, text).catch(console.error);"],
  ["main.ts", "const firstOf", "const firstOff"],
  ["store.ts", ".catch(console.error)", ""],
  ["main.ts", "const firstOff", "const firstOf"],
];

let place: TestWorkspace;
const files = { "main.ts": main, "store.ts": store };

before(() => {
  place = workspace({
    "tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, module: "nodenext", types: ["node"] } }),
    "package.json": `{ "type": "module" }`,
    ...files,
  });
});

after(() => place.remove());

function open(texts: Readonly<Record<string, string>>): SessionApi {
  const session = openSession({ folders: [place.folder], rules });
  for (const [file, text] of Object.entries(texts)) session.setText(place.path(file), text);
  return session;
}

function said(session: SessionApi): unknown {
  return session.check(session.files()).map(({ file, findings }) => ({ file, findings }));
}

it("a session that is typed in says what a new one says", () => {
  const session = open(files);
  try {
    const texts = { ...files };
    assert.match(JSON.stringify(said(session)), /floating-promise.*escaping-rejection|escaping-rejection.*floating-promise/);
    for (const [file, from, to] of typed) {
      assert.ok(texts[file].includes(from), from);
      texts[file] = texts[file].replace(from, to);
      session.setText(place.path(file), texts[file]);
      const fresh = open(texts);
      try {
        assert.deepEqual(said(session), said(fresh), `${from} -> ${to}`);
      } finally {
        fresh.dispose();
      }
    }
    assert.deepEqual(session.notices().filter(({ kind }) => kind === "compiler"), []);
  } finally {
    session.dispose();
  }
});

it("a program that is behind over an edit has the tree of it when it is asked", () => {
  const compiler = new Compiler({ folder: place.folder });
  try {
    const world = new World(compiler, { folders: [place.folder], isIgnored: () => false });
    const file = place.path("main.ts");
    for (const name of ["first", "firstO", "firstOf", "firs"]) {
      world.setText(file, main.replace("const first", `const ${name}`));
      world.refresh();
      const [tree] = world.sourceFiles([file]);
      assert.match(tree?.text ?? "", new RegExp(`const ${name} =`));
      assert.equal(world.projectOf(file)?.program.getSourceFile(file), tree);
    }
  } finally {
    compiler.dispose();
  }
});
