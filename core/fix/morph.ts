/**
 * Rewriting declarations with ts-morph, on a standalone copy of the one file.
 *
 * This is the only file that loads ts-morph, and it does so when a fix first needs it: loading takes a quarter of a
 * second, which no diagnostic should wait for. A `require` because the engine is synchronous.
 */
import { createRequire } from "node:module";
import type * as Morph from "ts-morph";
import type { FunctionNode } from "../functions.ts";
import { type SourceFile, SyntaxKind } from "../ts.ts";
import { difference } from "./difference.ts";
import type { SpanEdit } from "./edits.ts";

let loaded: typeof Morph | undefined;

function morph(): typeof Morph {
  return (loaded ??= createRequire(import.meta.url)("ts-morph") as typeof Morph);
}

/** The edits that give a function its `async`. */
export function asyncEdits(fn: FunctionNode): SpanEdit[] {
  const sourceFile = fn.getSourceFile();
  const copy = copyOf(sourceFile);
  const twin = twinOf(copy, fn);
  if (!morph().Node.isAsyncable(twin)) throw new Error(`A ${SyntaxKind[fn.kind]} cannot be made async.`);
  twin.setIsAsync(true);
  return difference(sourceFile.text, copy.getFullText());
}

function copyOf(sourceFile: SourceFile): Morph.SourceFile {
  const project = new (morph().Project)({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    skipLoadingLibFiles: true,
    compilerOptions: { allowJs: true },
  });
  return project.createSourceFile(`/copy${/(\.[cm]?[jt]sx?)?$/.exec(sourceFile.fileName)?.[0]}`, sourceFile.text);
}

/** The same node in the copy. Kinds are compared by name: their numbers differ between versions of the compiler. */
function twinOf(copy: Morph.SourceFile, node: FunctionNode): Morph.Node {
  const start = node.getStart();
  const kind = SyntaxKind[node.kind];
  let twin = copy.getDescendantAtStartWithWidth(start, node.end - start);
  while (twin && twin.getKindName() !== kind) {
    const parent: Morph.Node | undefined = twin.getParent();
    twin = parent?.getStart() === start && parent.getEnd() === node.end ? parent : undefined;
  }
  if (!twin) throw new Error(`No ${kind} stands at ${start} in the copy of ${node.getSourceFile().fileName}.`);
  return twin;
}
