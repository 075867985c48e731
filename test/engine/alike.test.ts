/** Calls that share what is known of their callee: only where a name surely means one thing in its file. */
import assert from "node:assert/strict";
import test from "node:test";
import { calleeKey } from "../../core/alike.ts";
import { preorder } from "../../core/preorder.ts";
import { type CallExpression, is } from "../../core/ts.ts";
import { parse } from "./fix-harness.ts";

/** The keys of all calls of a text, the outer before the inner. */
function keys(text: string): (string | undefined)[] {
  const calls = [...preorder(parse(text))].filter((node): node is CallExpression => is.isCallExpression(node));
  return calls.map((call) => calleeKey(call)?.key);
}

test("calls of an import, a global or a constant of the top level share their key", () => {
  assert.deepEqual(keys(`import { log } from "./log";\nlog(1);\nlog.info(2);\n`), ["log", "log.info"]);
  assert.deepEqual(keys(`setTimeout(1);\nconsole.log(2);\n`), ["setTimeout", "console.log"]);
  assert.deepEqual(keys(`const router = 1;\nrouter.get();\nexport default router;\n`), ["router.get"]);
  assert.deepEqual(keys(`export const api = 1;\napi.get();\nfunction load() {}\nload();\n`), ["api.get", "load"]);
});

test("globals mean the same in all files, and what only looks like one does not", () => {
  const globals = (text: string) =>
    [...preorder(parse(text))].filter(is.isCallExpression).map((each) => calleeKey(each)?.isGlobal);
  assert.deepEqual(globals(`import { log } from "./log";\nlog(1);\nconsole.log(2);\n`), [false, true]);
  assert.deepEqual(globals(`const api = 1;\napi.get();\nmodule.run();\nrequire("a");\narguments.run();\n`), [
    false,
    false,
    false,
    false,
  ]);
});

test("what a call in the callee is given makes no difference", () => {
  assert.deepEqual(keys(`expect(1).not.toBe(2);\nexpect(3).not.toBe(4);\n`), [
    "expect().not.toBe",
    "expect",
    "expect().not.toBe",
    "expect",
  ]);
});

test("a name that may be bound anew shares nothing", () => {
  for (const text of [
    `import { log } from "./log";\nfunction f(log: unknown) { log(1); }\n`,
    `import { log } from "./log";\nfunction f() { const log = g; log(1); }\n`,
    `import { log } from "./log";\nfunction f() { function log() {} log(1); }\n`,
    `import { log } from "./log";\nconst f = ({ log }) => log(1);\n`,
    `import { log } from "./log";\nconst f = log => log(1);\n`,
    `let log = f;\nlog(1);\n`,
    `try {} catch (log) { log(1); }\n`,
  ]) {
    assert.equal(keys(text).at(-1), undefined, text);
  }
});

test("words in comments and strings are no names", () => {
  assert.deepEqual(keys(`// it says that it works\nit("is it", 1);\n/* it */ it(\`it\`, 2);\n`), ["it", "it"]);
});

test("what depends on the place shares nothing", () => {
  assert.deepEqual(keys(`this.load();\na?.b();\na[0]();\n(() => 1)();\nmake<string>()();\n`), [
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    "make",
  ]);
});
