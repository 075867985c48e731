import assert from "node:assert/strict";
import test from "node:test";
import { applyEdits, buildFix, mergeFixes } from "../../core/fix/build.ts";
import { assertParses, fixed, parse } from "./fix-harness.ts";

interface Case {
  readonly title: string;
  readonly file?: string;
  readonly from?: string;
  readonly before: string;
  readonly after: string;
  /** What `importName("AppError", from)` returns. */
  readonly local?: string;
}

const cases: readonly Case[] = [
  {
    title: "after the last import",
    before: `import a from "a";\n\nfoo();\n`,
    after: `import a from "a";\nimport { AppError } from "./errors.js";\n\nfoo();\n`,
  },
  {
    title: "single quotes and no semicolons",
    before: `import a from 'a'\n\nfoo()\n`,
    after: `import a from 'a'\nimport { AppError } from './errors.js'\n\nfoo()\n`,
  },
  {
    title: "CRLF",
    before: `import a from "a";\r\n\r\nfoo();\r\n`,
    after: `import a from "a";\r\nimport { AppError } from "./errors.js";\r\n\r\nfoo();\r\n`,
  },
  {
    title: "a byte order mark",
    before: `\uFEFFimport a from "a";\nfoo();\n`,
    after: `\uFEFFimport a from "a";\nimport { AppError } from "./errors.js";\nfoo();\n`,
  },
  {
    title: "a byte order mark and no import",
    before: `\uFEFFfoo();\n`,
    after: `\uFEFFimport { AppError } from "./errors.js";\n\nfoo();\n`,
  },
  {
    title: "a comment behind the last import",
    before: `import a from "a"; // why\n\nfoo();\n`,
    after: `import a from "a"; // why\nimport { AppError } from "./errors.js";\n\nfoo();\n`,
  },
  {
    title: "code behind the last import",
    before: `import a from "a"; foo();\n`,
    after: `import a from "a";\nimport { AppError } from "./errors.js";\n foo();\n`,
  },
  {
    title: "no line break at the end",
    before: `import a from "a";`,
    after: `import a from "a";\nimport { AppError } from "./errors.js";`,
  },
  {
    title: "later imports are another run",
    before: `import a from "a";\nfoo();\nimport b from "b";\n`,
    after: `import a from "a";\nimport { AppError } from "./errors.js";\nfoo();\nimport b from "b";\n`,
  },
  { title: "an empty file", before: ``, after: `import { AppError } from "./errors.js";\n` },
  { title: "no import", before: `foo();\n`, after: `import { AppError } from "./errors.js";\n\nfoo();\n` },
  {
    title: "a doc comment belongs to what follows",
    before: `/** Does foo. */\nexport function foo() {}\n`,
    after: `import { AppError } from "./errors.js";\n\n/** Does foo. */\nexport function foo() {}\n`,
  },
  {
    title: "behind a licence",
    before: `/* Copyright me */\nexport const a = 1;\n`,
    after: `/* Copyright me */\n\nimport { AppError } from "./errors.js";\n\nexport const a = 1;\n`,
  },
  {
    title: "behind a comment of its own",
    before: `// What this file does.\n\n// What a is.\nexport const a = 1;\n`,
    after: `// What this file does.\n\nimport { AppError } from "./errors.js";\n\n// What a is.\nexport const a = 1;\n`,
  },
  {
    title: "behind the interpreter line",
    before: `#!/usr/bin/env node\nfoo();\n`,
    after: `#!/usr/bin/env node\n\nimport { AppError } from "./errors.js";\n\nfoo();\n`,
  },
  {
    title: "behind directives",
    before: `#!/usr/bin/env node\n// hm\n"use strict"; // really\n\nfoo();\n`,
    after: `#!/usr/bin/env node\n// hm\n"use strict"; // really\n\nimport { AppError } from "./errors.js";\n\nfoo();\n`,
  },
  {
    title: "only a comment",
    before: `// @ts-check\n`,
    after: `// @ts-check\n\nimport { AppError } from "./errors.js";\n`,
  },

  {
    title: "the ending .js of the others",
    before: `import { a } from "./a.js";\n`,
    after: `import { a } from "./a.js";\nimport { AppError } from "./errors.js";\n`,
  },
  {
    title: "no ending as the others",
    before: `import { a } from "../a";\n`,
    after: `import { a } from "../a";\nimport { AppError } from "./errors";\n`,
  },
  {
    title: "an index without its name", from: "./errors/index.ts",
    before: `import { a } from "../a";\n`,
    after: `import { a } from "../a";\nimport { AppError } from "./errors";\n`,
  },
  {
    title: "a .mts file behind .js endings", from: "./errors.mts",
    before: `import { a } from "./a.js";\n`,
    after: `import { a } from "./a.js";\nimport { AppError } from "./errors.mjs";\n`,
  },
  {
    title: "the ending .ts of the others", from: "./errors",
    before: `import { a } from "./a.ts";\n`,
    after: `import { a } from "./a.ts";\nimport { AppError } from "./errors.ts";\n`,
  },
  {
    title: "data files say nothing of endings",
    before: `import d from "./d.json";\nimport { a } from "./a";\n`,
    after: `import d from "./d.json";\nimport { a } from "./a";\nimport { AppError } from "./errors";\n`,
  },
  {
    title: "markup has other habits", file: "/file.tsx",
    before: `import { a } from "a";\nconst x = <b c={a}>{a}{a}</b>;\n`,
    after: `import { a } from "a";\nimport { AppError } from "./errors.js";\nconst x = <b c={a}>{a}{a}</b>;\n`,
  },
  {
    title: "a comment for the next line stays there",
    before: `// eslint-disable-next-line no-x\nx();\n`,
    after: `import { AppError } from "./errors.js";\n\n// eslint-disable-next-line no-x\nx();\n`,
  },
  {
    title: "a package", from: "@acme/errors",
    before: `import { a } from "./a.js";\n`,
    after: `import { a } from "./a.js";\nimport { AppError } from "@acme/errors";\n`,
  },

  {
    title: "an import of the same module",
    before: `import { a } from "./errors";\n`,
    after: `import { a, AppError } from "./errors";\n`,
  },
  {
    title: "its own brackets",
    before: `import {a} from './errors'\nimport {b} from './b'\n`,
    after: `import {a, AppError} from './errors'\nimport {b} from './b'\n`,
  },
  {
    title: "one name a line",
    before: `import {\n  a,\n  b, // why\n} from "./errors.js";\n`,
    after: `import {\n  a,\n  b, // why\n  AppError,\n} from "./errors.js";\n`,
  },
  {
    title: "one name a line, no last comma",
    before: `import {\n\ta, // why a\n\tb // why\n} from "./errors.js";\n`,
    after: `import {\n\ta, // why a\n\tb, // why\n\tAppError\n} from "./errors.js";\n`,
  },
  {
    title: "one name a line, CRLF",
    before: `import {\r\n  a,\r\n  b\r\n} from "./errors";\r\n`,
    after: `import {\r\n  a,\r\n  b,\r\n  AppError\r\n} from "./errors";\r\n`,
  },
  {
    title: "a line that would be too long",
    before: `import { aRatherLongName, anotherRatherLongName, yetAnotherName } from "./errors";\nf({\n  a,\n});\n`,
    after:
      `import {\n  aRatherLongName,\n  anotherRatherLongName,\n  yetAnotherName,\n  AppError,\n} ` +
      `from "./errors";\nf({\n  a,\n});\n`,
  },
  {
    title: "a default import",
    before: `import errors from "./errors";\n`,
    after: `import errors, { AppError } from "./errors";\n`,
  },
  {
    title: "a default import and names",
    before: `import errors, { a } from "./errors";\n`,
    after: `import errors, { a, AppError } from "./errors";\n`,
  },
  {
    title: "for its effects alone",
    before: `import "./errors";\n`,
    after: `import "./errors";\nimport { AppError } from "./errors";\n`,
  },
  {
    title: "an import of types is no value",
    before: `import type { A } from "./errors";\n`,
    after: `import type { A } from "./errors";\nimport { AppError } from "./errors";\n`,
  },
  {
    title: "node: is the same module", from: "node:errors",
    before: `import { a } from "errors";\n`,
    after: `import { a, AppError } from "errors";\n`,
  },

  {
    title: "already there",
    before: `import { AppError } from "./errors";\n`,
    after: `import { AppError } from "./errors";\n`,
  },
  {
    title: "there under another name", local: "E",
    before: `import { AppError as E } from "./errors";\n`,
    after: `import { AppError as E } from "./errors";\n`,
  },
  {
    title: "there as a member", local: "errors.AppError",
    before: `import * as errors from "./errors";\n`,
    after: `import * as errors from "./errors";\n`,
  },
  {
    title: "there as a type",
    before: `import { a, type AppError } from "./errors";\n`,
    after: `import { a, AppError } from "./errors";\n`,
  },
  {
    title: "there in an import of types",
    before: `import type { AppError } from "./errors";\n`,
    after: `import { AppError } from "./errors";\n`,
  },
  {
    title: "there among types",
    before: `import type { A, AppError, B as C } from "./errors";\n`,
    after: `import { type A, AppError, type B as C } from "./errors";\n`,
  },
  {
    title: "taken by another import", local: "AppError2",
    before: `import { AppError } from "./other";\n`,
    after: `import { AppError } from "./other";\nimport { AppError as AppError2 } from "./errors";\n`,
  },
  {
    title: "taken in an inner scope", local: "AppError3",
    before: `import { a } from "./errors";\nfunction f(AppError: any, AppError2: any) {}\n`,
    after: `import { a, AppError as AppError3 } from "./errors";\nfunction f(AppError: any, AppError2: any) {}\n`,
  },
  {
    title: "members take no name",
    before: `import { a } from "./errors";\nx.AppError = { AppError: 1 };\n`,
    after: `import { a, AppError } from "./errors";\nx.AppError = { AppError: 1 };\n`,
  },

  {
    title: "require, behind the last one", file: "/file.js",
    before: `'use strict'\nconst a = require('./a')\n\nfoo()\n`,
    after: `'use strict'\nconst a = require('./a')\nconst { AppError } = require('./errors')\n\nfoo()\n`,
  },
  {
    title: "require, destructured", file: "/file.js",
    before: `const { a } = require("./errors");\n`,
    after: `const { a, AppError } = require("./errors");\n`,
  },
  {
    title: "require, whole", file: "/file.js", local: "errors.AppError",
    before: `const errors = require("./errors");\n`,
    after: `const errors = require("./errors");\n`,
  },
  {
    title: "require, one member", file: "/file.js", local: "E",
    before: `const E = require("./errors").AppError;\n`,
    after: `const E = require("./errors").AppError;\n`,
  },
  {
    title: "require, renamed", file: "/file.js", local: "AppError2",
    before: `var { a } = require("./errors");\nclass AppError {}\n`,
    after: `var { a, AppError: AppError2 } = require("./errors");\nclass AppError {}\n`,
  },
  {
    title: "require, var", file: "/file.js",
    before: `var a = require("a");\n`,
    after: `var a = require("a");\nvar { AppError } = require("./errors");\n`,
  },
  {
    title: "module.exports means require", file: "/file.js", from: "errors",
    before: `"use strict";\n\nmodule.exports = 1;\n`,
    after: `"use strict";\n\nconst { AppError } = require("errors");\n\nmodule.exports = 1;\n`,
  },
  {
    title: ".cjs means require", file: "/file.cjs", from: "errors",
    before: `foo();\n`,
    after: `const { AppError } = require("errors");\n\nfoo();\n`,
  },
  {
    title: ".mjs means import", file: "/file.mjs", from: "errors",
    before: `const require = createRequire(1); require("x");\n`,
    after: `import { AppError } from "errors";\n\nconst require = createRequire(1); require("x");\n`,
  },
  {
    title: "import and require: import", file: "/file.ts",
    before: `import a from "./a";\nconst b = require("b");\nfoo();\n`,
    after: `import a from "./a";\nconst b = require("b");\nimport { AppError } from "./errors";\nfoo();\n`,
  },
  {
    title: "import = require", file: "/file.cts", local: "errors.AppError",
    before: `import errors = require("./errors");\n`,
    after: `import errors = require("./errors");\n`,
  },
];

for (const { title, file, from = "./errors.ts", before, after, local = "AppError" } of cases) {
  test(`import: ${title}`, () => {
    let got = "";
    assert.equal(fixed(before, (writer) => (got = writer.importName("AppError", from)), file), after);
    assert.equal(got, local);
    // Once it is there, asking again changes nothing.
    if (local === "AppError") assert.equal(fixed(after, (writer) => writer.importName("AppError", from), file), after);
  });
}

test("two names of one module share a statement", () => {
  const after = fixed(`import a from "a";\n`, (writer) => {
    assert.equal(writer.importName("A", "./e"), "A");
    assert.equal(writer.importName("B", "./e"), "B");
    assert.equal(writer.importName("A", "./e"), "A");
    assert.equal(writer.importName("A", "./f"), "A2");
  });
  assert.equal(after, `import a from "a";\nimport { A, B } from "./e";\nimport { A as A2 } from "./f";\n`);
});

test("an import and an edit of the first statement stand at one place", () => {
  const after = fixed(`foo();\n`, (writer, at) => {
    writer.insertBefore(at("foo();"), "bar();\n");
    writer.importName("bar", "bar");
  });
  assert.equal(after, `import { bar } from "bar";\n\nbar();\nfoo();\n`);
});

test("two fixes that need one import write it once", () => {
  const before = `import a from "a";\nthrow new Error(1);\nthrow new Error(2);\nthrow new TypeError(3);\n`;
  const sourceFile = parse(before);
  const fixes = [0, 1, 2].map((index) =>
    buildFix(sourceFile, (writer) => {
      const thrown: any = sourceFile.statements[index + 1];
      writer.replace(thrown.expression.expression, writer.importName(index === 2 ? "Other" : "AppError", "./e"));
    }),
  );
  const after = applyEdits(before, mergeFixes(fixes).edits);
  assert.equal(
    after,
    `import a from "a";\nimport { AppError } from "./e";\nimport { Other } from "./e";\n` +
      `throw new AppError(1);\nthrow new AppError(2);\nthrow new Other(3);\n`,
  );
  assertParses(after);
});

test("two fixes that give one name to different things do not stand together", () => {
  const before = `import a from "a";\nfoo();\nfoo();\n`;
  const sourceFile = parse(before);
  const fixes = ["./e", "./f"].map((from) =>
    buildFix(sourceFile, (writer) => {
      writer.importName("AppError", from);
    }),
  );
  const after = applyEdits(before, mergeFixes(fixes).edits);
  assert.equal(after, `import a from "a";\nimport { AppError } from "./e";\nfoo();\nfoo();\n`);
});

test("a default export has the name that the file gives it, or the one proposed", () => {
  const use = (before: string, file?: string): string =>
    fixed(before, (writer, at) => writer.replace(at("x"), writer.importDefault("pTimeout", "p-timeout")), file);
  assert.equal(use(`import late from "p-timeout";\nx;\n`), `import late from "p-timeout";\nlate;\n`);
  assert.equal(use(`import a from "a";\nx;\n`), `import a from "a";\nimport pTimeout from "p-timeout";\npTimeout;\n`);
  assert.equal(
    use(`import { TimeoutError } from "p-timeout";\nx;\n`),
    `import { TimeoutError } from "p-timeout";\nimport pTimeout from "p-timeout";\npTimeout;\n`,
  );
  assert.equal(
    use(`const a = require("a");\nx;\n`, "/file.js"),
    `const a = require("a");\nconst pTimeout = require("p-timeout");\npTimeout;\n`,
  );
  assert.equal(use(`const late = require("p-timeout");\nx;\n`, "/file.js"), `const late = require("p-timeout");\nlate;\n`);
});

test("a constant stands below the imports, whether they were there or come with it", () => {
  const use = (before: string): string =>
    fixed(before, (writer, at) => {
      const made = writer.importName("make", "maker");
      writer.replace(at("x"), writer.declareConst("made", `${made}()`));
    });
  assert.equal(
    use(`import a from "a";\n\nx;\n`),
    `import a from "a";\nimport { make } from "maker";\n\nconst made = make();\n\nmade;\n`,
  );
  assert.equal(use(`x;\n`), `import { make } from "maker";\n\nconst made = make();\n\nmade;\n`);
  assert.equal(
    use(`import { make } from "maker";\nconst made = 1;\nx;\n`),
    `import { make } from "maker";\n\nconst made2 = make();\nconst made = 1;\nmade2;\n`,
  );
  const declared = `import { make } from "maker";\n\nconst made = make();\n\nmade;\n`;
  assert.equal(use(`${declared}x;\n`), `${declared}made;\n`);
});
