import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Compiler } from "../../core/compiler.ts";
import { preorder } from "../../core/preorder.ts";
import { nodesOf, rowsOf } from "../../core/table.ts";
import { type Asking, type Node, type SourceFile, SyntaxKind, is } from "../../core/ts.ts";
import { World } from "../../core/world.ts";
import { type TestWorkspace, workspace } from "./workspace.ts";

const names = Array.from({ length: 600 }, (_, index) => `value${index}`);
const files = {
  "tsconfig.json": `{ "compilerOptions": { "types": [], "allowJs": true, "jsx": "preserve" }, "include": ["**/*"] }`,
  "many.ts": names.map((name, index) => `export const ${name} = ${index};\n`).join(""),
  "all.tsx": `/** @param {string} a what \`f()\` takes; see {@link other} */
@sealed
export class Größe<T extends object> extends Base implements Other {
  #private = 1;
  /** Read by \`call(it)\`. */
  get name(): string { return tag\`a\${this.#private}b\`; }
  async *many(...rest: [a?: number]) { for await (const each of rest) yield* this.many(); }
}
/** @type {import("./many.js")} */
export const view = <div {...rest} onClick={() => void f()}>{"text"} é {list.map((each) => <Item key={each} />)}</div>;
namespace Inner { export enum Kind { A = 1 << 2, B } }
label: for (const { a = f(), ...others } of [g?.(1) ?? h!]) { if (a) continue label; else break; }
`,
  "script.js": `/**
 * @param {number} n
 * @returns {Promise<string>}
 */
async function later(n) { return await new Promise((resolve) => setTimeout(() => resolve(String(n)), 1)); }
/** @typedef {{ a: string }} Shape */
module.exports = { later };
`,
};

let place: TestWorkspace;
let compiler: Compiler;
let world: World;

before(() => {
  place = workspace(files);
  compiler = new Compiler({ folder: place.folder });
  world = new World(compiler, { folders: [place.folder], isIgnored: () => false });
  world.refresh();
});

after(() => {
  compiler.dispose();
  place.remove();
});

function treeOf(file: string): SourceFile {
  return world.sourceFiles([place.path(file)])[0] as SourceFile;
}

describe("questions that are put while others are under way", () => {
  it("get their own answers, at whatever moment they are put", () => {
    const nameNodes = preorder(treeOf("many.ts")).filter((node) => is.isIdentifier(node)) as (Node & { text: string })[];
    const project = world.home(nameNodes[0] as Node);
    let between = 0;
    function* symbolName(name: Node & { text: string }, index: number): Asking<string | undefined> {
      if (index % 7 === 0) {
        // Not by a question of the batch: at once, and in the middle of it.
        const config = compiler.guarded((api) => api.parseConfigFile(place.path("tsconfig.json")));
        assert.equal(config.fileNames.length, 3);
        between++;
      }
      const symbol = yield* project.checker.getSymbolAtLocation.gen(name);
      return symbol?.name;
    }
    assert.deepEqual(compiler.batch(nameNodes.map(symbolName)), names);
    assert.ok(between > 80);
  });

  it("leave the compiler in order when a computation has a fault", () => {
    const [first] = preorder(treeOf("many.ts")).filter((node) => is.isIdentifier(node));
    const project = world.home(first as Node);
    function* throwing(): Asking<never> {
      yield* project.checker.getSymbolAtLocation.gen(first as Node);
      throw new Error("a fault of a computation");
    }
    assert.throws(() => compiler.batch([throwing()]));
    world.refresh();
    assert.equal(compiler.guarded((api) => api.parseConfigFile(place.path("tsconfig.json"))).fileNames.length, 3);
  });
});

describe("the nodes of a tree's table", () => {
  for (const file of ["all.tsx", "script.js", "many.ts"]) {
    it(`are those that a walk of ${file} comes by`, () => {
      world.refresh();
      const tree = treeOf(file);
      const walked = preorder(tree);
      for (const kind of new Set(walked.map((node) => node.kind))) {
        const expected = walked.filter((node) => node.kind === kind);
        assert.deepEqual(nodesOf(tree, new Set([kind])).map(placeOf), expected.map(placeOf), SyntaxKind[kind]);
      }
      const kinds = new Set([SyntaxKind.Identifier, SyntaxKind.CallExpression]);
      const both = walked.filter((node) => kinds.has(node.kind));
      assert.ok(nodesOf(tree, kinds).every((node, index) => node === both[index]), "the same objects");
      const rows = rowsOf(tree);
      for (const node of walked) {
        const row = rows.rowOf(node);
        assert.equal(rows.node(row), node);
        assert.deepEqual([rows.kind(row), rows.pos(row), rows.end(row)], [node.kind, node.pos, node.end]);
        const inside = walked.filter((each) => rows.rowOf(each) >= row && rows.rowOf(each) < rows.behind(row));
        assert.deepEqual(inside, walked.filter((each) => isWithin(each, node)));
      }
    });
  }

  it("have the names that stand in the text, as often as they are read", () => {
    const tree = treeOf("all.tsx");
    for (const node of [...nodesOf(tree, new Set([SyntaxKind.Identifier])), ...nodesOf(tree, new Set([SyntaxKind.Identifier]))]) {
      assert.equal((node as Node & { text: string }).text, tree.text.slice(node.getStart(), node.end));
    }
  });
});

function isWithin(node: Node, outer: Node): boolean {
  for (let at = node; at; at = at.parent) if (at === outer) return true;
  return false;
}

function placeOf(node: Node): string {
  return `${SyntaxKind[node.kind]} ${node.pos}-${node.end} in ${node.parent ? SyntaxKind[node.parent.kind] : "nothing"}`;
}
