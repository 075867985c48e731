/**
 * The nodes of some kinds in a tree, without walking it.
 *
 * A tree comes over as a table with a row for each node, in the order of the text, each before its children. Walking the tree
 * makes an object of every row; most are of no interest to anybody. The pinned version's client has the table at hand,
 * though it does not publish it: where a later version has none, the tree is walked.
 */
import { preorder } from "./preorder.ts";
import { type Node, type SourceFile, SyntaxKind } from "./ts.ts";

/** The parts of a tree that hold its table. */
interface Tabled {
  readonly view: DataView;
  readonly _offsetNodes: number;
  readonly nodes: readonly unknown[];
  getOrCreateNodeAtIndex(index: number): Node;
}

/** Where the kind and the row of the parent stand in a row, and how long a row is. */
const kindAt = 0;
const parentAt = 16;
const rowLength = 28;

/** In the order of the text. */
export function nodesOf(sourceFile: SourceFile, kinds: ReadonlySet<SyntaxKind>): readonly Node[] {
  const tabled = sourceFile as unknown as Partial<Tabled>;
  return isTabled(tabled) ? fromTable(tabled, kinds) : preorder(sourceFile).filter(({ kind }) => kinds.has(kind));
}

function isTabled(tree: Partial<Tabled>): tree is Tabled {
  const { view, nodes, _offsetNodes: start, getOrCreateNodeAtIndex } = tree;
  if (!view || !nodes || start === undefined || !getOrCreateNodeAtIndex) return false;
  if ((view.byteLength - start) / nodes.length !== rowLength) return false;
  return view.getUint32(start + rowLength + kindAt, true) === SyntaxKind.SourceFile;
}

function fromTable(tabled: Tabled, kinds: ReadonlySet<SyntaxKind>): Node[] {
  const { view, _offsetNodes: start, nodes } = tabled;
  const found: Node[] = [];
  // The first row stands for no node.
  for (let index = 1; index < nodes.length; index++) {
    const kind = view.getUint32(start + index * rowLength + kindAt, true);
    // What stands in a comment is no part of the program.
    if (kind === SyntaxKind.JSDoc) index = lastWithin(index, tabled);
    else if (kinds.has(kind)) found.push(tabled.getOrCreateNodeAtIndex(index));
  }
  return found;
}

/** The last row of a node's descendants: they follow it without a gap. */
function lastWithin(index: number, { view, _offsetNodes: start, nodes }: Tabled): number {
  let last = index;
  while (last + 1 < nodes.length && view.getUint32(start + (last + 1) * rowLength + parentAt, true) >= index) last++;
  return last;
}
