import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Compiler } from "../../core/compiler.ts";
import { confinedEdit } from "../../core/confined.ts";
import { type Node, type SourceFile, is } from "../../core/ts.ts";
import { World } from "../../core/world.ts";
import { preorder } from "../../core/preorder.ts";
import { type TestWorkspace, workspace } from "./workspace.ts";

/** Edits are written into the text: `[old->new]`. */
function versions(text: string): readonly [before: string, after: string] {
  return [text.replace(/\[([^\]]*?)->[^]*?\]/g, "$1"), text.replace(/\[[^\]]*?->([^]*?)\]/g, "$1")];
}

let place: TestWorkspace;
let compiler: Compiler;
let world: World;

before(() => {
  place = workspace({
    "tsconfig.json": `{ "compilerOptions": { "types": [], "allowJs": true, "jsx": "preserve" } }`,
    "edited.tsx": "export {};\n",
    "script.js": "export {};\n",
  });
  compiler = new Compiler({ folder: place.folder });
  world = new World(compiler, { folders: [place.folder], isIgnored: () => false });
});

after(() => {
  compiler.dispose();
  place.remove();
});

function treeOf(file: string, text: string): SourceFile {
  world.setText(place.path(file), text);
  world.refresh();
  const [tree] = compiler.batch([world.sourceFile(place.path(file)) as never]);
  return tree as unknown as SourceFile;
}

function confined(text: string, file = "edited.tsx") {
  const [old, now] = versions(text);
  const tree = treeOf(file, old);
  return confinedEdit(tree, treeOf(file, now));
}

const felt: Readonly<Record<string, string>> = {
  "a function's return type is inferred": "export function f() { return [1->2]; }",
  "a getter's type is inferred": "class A { get x() { return [1->'1']; } }",
  "it is a constructor's body": "class A { x; constructor() { this.x = [1->'1']; } }",
  "it is outside of all bodies": "const a = [1->2];\nfunction f(): void {}",
  "it is in a parameter's default": "function f(a = [1->'1']): void {}",
  "it is in the return type": "function f(): [number->string] { throw 0; }",
  "it ends the body early": "function f(): void { a(); [->}] b(); [}->]",
  "it opens a comment": "function f(): void { a(); [->/*] }\nfunction g(): void { /* */ }",
  "a variable of outside is assigned to": "let a: number | string = 1;\nfunction f(): void { [->a = 2;] }",
  "a variable of outside is no longer assigned to": "let a: number | string = 1;\nfunction f(): void { [a = 2;->] }",
  "a variable of outside is counted up": "let a: number | undefined = 1;\nfunction f(): void { [->a++;] }",
  "a variable of outside is taken apart into": "let a: number | undefined = 1;\nfunction f(): void { [->({ a } = { a: 2 });] }",
  "a parameter of the function around is assigned to": "function o(a?: string): void { const f = (): void => { [->a = undefined;] }; f(); }",
  "a variable of outside is looped over with": "let a: number | undefined;\nfunction f(): void { [->for (a of items) {}] }",
  "assigning goes to a variable of outside once one inside is gone": "let a = 1;\nfunction f(): void { [let a;->] a = 2; }",
  "a property is put on a function": "function g() {}\nfunction f(): void { [->g.x = 1;] }",
  "a class is declared": "class A { m() {} }\nfunction f(): void { [->class B extends A { m() {} }] }",
  "a class inside is edited": "class A { m() {} }\nfunction f(): void { class B extends A { [m->n]() {} } }",
  "`this` comes to be used": "const o = { m(): void { [->this;] } };",
  "a module is imported": "function f(): void { [->void import('./other');] }",
  "a module is imported for a type": "function f(): void { [->let a: import('./other').A;] }",
  "JSX comes to be used": "function f(): void { [->let a = <p/>;] }",
  "the function is called where it stands": "let a: number | string = 1;\n(function (): void { if (a === 1) [return->throw 0]; })();",
  "a callback's value is assigned": "function g() {}\ng.x = call(() => { return [1->2]; });",
  "a callback's value is kept": "const a = call(() => { return [1->2]; });",
  "a name that something else mentions is typed": "export function f() { const a[->b] = 1; return () => ab; }",
  "a name is typed no longer as it is mentioned": "export function f() { const a[b->] = 1; return () => ab; }",
  "the name is a property's as well": "export class A { constructor(private a[->b]: number) {} }",
  "the name is that of the property it is taken from": "export function f() { const { a[->b] } = o; }",
  "the name is seen by other files": "export const a[->b] = 1;",
  "a name that is written with escapes may be the same": "export function f() { const a[->b] = 1; return () => a\\u0062; }",
  "the compiler reads the comment": "/// <reference path='./a[->b].d.ts' />",
  "a comment ends early": "/* a [->*/ g(); /*] */ export const b = 1;",
  "a comment is ended by a line": "// a [->\n] g();\nexport const b = 1;",
  "what looks like a comment is a text": "export const a = '// x[->y]';",
  "what looks like a comment is JSX": "export const a = <p>// x[->y]</p>;",
  "a callback is called where it stands": "let a: number | string = 1;\n(() => { if (a === 1) [return->throw 0]; })();",
};

const confinedEdits: Readonly<Record<string, string>> = {
  "the return type is written down": "export function f(): number { return [1->2]; }\nexport const after = 1;",
  "of an arrow function as well": "export const f = (a: string): void => { call([->a]); };",
  "of a method": "class A { m(): void { call([1->2]); } }",
  "of a getter": "class A { get x(): number { return [1->2]; } }",
  "of a setter, which has none": "class A { set x(to: number) { call([1->2]); } }",
  "the innermost one counts": "function o() { const f = (): void => { call([1->2]); }; return f; }",
  "an outer one counts where the innermost has none": "function o(): void { items.map((item) => { return [1->2]; }); }",
  "variables of inside are assigned to": "function f(): void { let a; [->a = 2;] call(a); }",
  "one of the same name elsewhere": "function g(a: number): void {}\nfunction f(): void { let a; [->a = 2;] call(a); }",
  "a variable of outside is assigned to before and after": "let a = 1;\nfunction f(): void { a = 2; call([1->2]); }",
  "a callback of a statement at the top": "router.post('/', auth(), async (context) => { context.body = [1->2]; });\nexport const a = 1;",
  "a callback in a callback": "describe('x', () => { it('y', async () => { await call([1->2]); }); });",
  "a syntax error inside": "function f(): void { const a = [1->]; }",
  "nothing changed": "function f() { return 1; }",
};

const unfelt: Readonly<Record<string, string>> = {
  "in the name of a variable": "export function f() { const a[->b] = 1; return 2; }",
  "in the name of a variable that is taken back": "export function f() { const a[bc->] = 1; return 2; }",
  "in the name of a parameter": "export function f(a[->b]: number) { return 2; }",
  "in the name of what is caught": "export function f() { try { g(); } catch (a[->b]) {} return 2; }",
  "in a name that others are part of": "export function f() { const a[->b] = 1; return abc; }",
  "at the end of a line's comment": "export const a = 1; // one[-> more]\nexport const b = 2;",
  "in the middle of one": "// one [two->three] four\nexport const b = 2;",
  "in a comment over several lines": "/*\n * one [->two] */\nexport const b = 2;",
  "in a comment that documents": "/** One [->\n * two. ] */\nexport function f(a: number) { return a; }",
  "in a comment at the end of a block": "export function f() { g(); /* one [->two] */ }",
};

describe("edits that nothing can feel", () => {
  for (const [where, text] of Object.entries(unfelt)) {
    it(where, () => {
      const edit = confined(text);
      assert.ok(edit);
      const moved = preorder(edit.before).map((node) => edit.counterpart(node));
      assert.deepEqual(moved, preorder(edit.after));
    });
  }
});

describe("edits that are felt elsewhere", () => {
  for (const [when, text] of Object.entries(felt)) {
    it(`when ${when}`, () => assert.equal(confined(text), undefined));
  }

  it("when it is JavaScript", () => {
    assert.equal(confined("/** @returns {void} */ function f() { call([1->2]); }", "script.js"), undefined);
  });
});

describe("edits that are confined", () => {
  for (const [when, text] of Object.entries(confinedEdits)) {
    it(when, () => {
      const edit = confined(text);
      assert.ok(edit);
      const moved = new Map<Node, Node>();
      for (const node of preorder(edit.before)) {
        const counterpart = edit.counterpart(node);
        if (counterpart) moved.set(node, counterpart);
      }
      const textOf = (node: Node) => (is.isIdentifier(node) || is.isNumericLiteral(node) ? node.text : "");
      for (const [node, counterpart] of moved) {
        assert.equal(counterpart.kind, node.kind);
        assert.equal(textOf(node), textOf(counterpart));
      }
      // Each node of the new tree is somebody's counterpart, or stands inside of the edit.
      const counterparts = new Set(moved.values());
      const fresh = preorder(edit.after).filter((node) => !counterparts.has(node));
      const gone = preorder(edit.before).filter((node) => !moved.has(node));
      assert.equal(fresh.length > 0, edit.before.text !== edit.after.text);
      assert.equal(preorder(edit.after).length - fresh.length, preorder(edit.before).length - gone.length);
    });
  }
});
