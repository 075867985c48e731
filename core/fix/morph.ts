/**
 * Rewriting declarations with ts-morph, on a standalone copy.
 *
 * This is the only file that loads ts-morph, and it does so when a fix first needs it: loading takes a quarter of a
 * second, which no diagnostic should wait for. A `require` because the engine is synchronous.
 */
import { createRequire } from "node:module";
import type * as Morph from "ts-morph";
import { type FunctionNode, isClass } from "../functions.ts";
import { type SourceFile, SyntaxKind, is } from "../ts.ts";
import { difference } from "./difference.ts";
import type { SpanEdit } from "./edits.ts";

let loaded: typeof Morph | undefined;

function morph(): typeof Morph {
  return (loaded ??= createRequire(import.meta.url)("ts-morph") as typeof Morph);
}

/** The edits that give a function its `async`. */
export function asyncEdits(fn: FunctionNode): SpanEdit[] {
  const start = fn.getStart();
  const before = fn.getSourceFile().text.slice(start, fn.end);
  const [open, close] = surroundings(fn);
  const copy = copyOf(fn.getSourceFile(), open + before + close);
  const twin = twinOf(copy, fn, open.length);
  if (!morph().Node.isAsyncable(twin)) throw new Error(`A ${SyntaxKind[fn.kind]} cannot be made async.`);
  twin.setIsAsync(true);
  return difference(before, copy.getFullText().slice(open.length, -close.length), start);
}

/** What a function stands in, cut down to what it needs to be read as what it is: a whole file takes too long. */
function surroundings(fn: FunctionNode): readonly [string, string] {
  if (is.isMethodDeclaration(fn)) return isClass(fn.parent) ? ["class A {", "}"] : ["({", "})"];
  return is.isFunctionDeclaration(fn) ? ["", "\n"] : ["(", ")"];
}

function copyOf(sourceFile: SourceFile, text: string): Morph.SourceFile {
  const project = new (morph().Project)({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    skipLoadingLibFiles: true,
    compilerOptions: { allowJs: true },
  });
  return project.createSourceFile(`/copy${/(\.[cm]?[jt]sx?)?$/.exec(sourceFile.fileName)?.[0]}`, text);
}

/** The same node in the copy. Kinds are compared by name: their numbers differ between versions of the compiler. */
function twinOf(copy: Morph.SourceFile, node: FunctionNode, start: number): Morph.Node {
  const kind = SyntaxKind[node.kind];
  const end = start + node.end - node.getStart();
  let twin = copy.getDescendantAtStartWithWidth(start, end - start);
  while (twin && twin.getKindName() !== kind) {
    const parent: Morph.Node | undefined = twin.getParent();
    twin = parent?.getStart() === start && parent.getEnd() === end ? parent : undefined;
  }
  if (!twin) throw new Error(`The copy of ${node.getSourceFile().fileName} holds no ${kind} at ${start}.`);
  return twin;
}
