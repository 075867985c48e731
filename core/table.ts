/**
 * The nodes of a tree as rows, without walking it.
 *
 * A tree comes over as a table with a row for each node, in the order of the text, each before its children. Walking the tree
 * makes an object of every row; most are of no interest to anybody. The pinned version's client has the table at hand,
 * though it does not publish it: where a later version has none, the tree is walked.
 */
import { getOrMake } from "./maps.ts";
import { preorder } from "./preorder.ts";
import { type Node, type SourceFile, SyntaxKind } from "./ts.ts";

/** The rows of a tree. Some stand for no node, but for a list of nodes. */
export interface Rows {
  readonly length: number;
  kind(row: number): number;
  pos(row: number): number;
  end(row: number): number;
  /** The first row behind all that stand for a part of this one. */
  behind(row: number): number;
  node(row: number): Node;
  rowOf(node: Node): number;
  /** Those of the kinds whose numbers are set. */
  ofKinds(isWanted: Uint8Array): readonly number[];
}

const known = new WeakMap<SourceFile, Rows>();

export function rowsOf(sourceFile: SourceFile): Rows {
  return getOrMake(known, sourceFile, () => (isTabled(sourceFile) ? new Table(sourceFile) : new Walked(sourceFile)));
}

/** In the order of the text, those that end where one may end. What stands in a comment is no part of the program. */
export function nodesOf(sourceFile: SourceFile, kinds: ReadonlySet<SyntaxKind>, mayEnd?: (at: number) => boolean): readonly Node[] {
  const isWanted = new Uint8Array(SyntaxKind.Count);
  for (const kind of kinds) isWanted[kind] = 1;
  const rows = rowsOf(sourceFile);
  const found = rows.ofKinds(isWanted);
  return (mayEnd ? found.filter((row) => mayEnd(rows.end(row))) : found).map((row) => rows.node(row));
}

/** The parts of a tree that hold its table. */
interface Tabled {
  readonly view: DataView;
  readonly _offsetNodes: number;
  readonly nodes: readonly unknown[];
  getOrCreateNodeAtIndex(index: number): Node;
}

/** Where the kind, the place and the row of the parent stand in a row, and how long a row is. */
const kindAt = 0;
const posAt = 4;
const endAt = 8;
const parentAt = 16;
const rowLength = 28;

function isTabled(tree: SourceFile | Tabled): tree is Tabled {
  const { view, nodes, _offsetNodes: start, getOrCreateNodeAtIndex } = tree as Partial<Tabled>;
  if (!view || !nodes || start === undefined || !getOrCreateNodeAtIndex) return false;
  if ((view.byteLength - start) / nodes.length !== rowLength) return false;
  return view.getUint32(start + rowLength + kindAt, true) === SyntaxKind.SourceFile;
}

class Table implements Rows {
  readonly length: number;
  readonly #tree: Tabled;
  readonly #view: DataView;
  readonly #start: number;

  constructor(tree: Tabled) {
    this.#tree = tree;
    this.#view = tree.view;
    // The table's first row stands for nothing.
    this.#start = tree._offsetNodes + rowLength;
    this.length = tree.nodes.length - 1;
  }

  kind(row: number): number {
    return this.#read(row, kindAt);
  }

  pos(row: number): number {
    return this.#read(row, posAt);
  }

  end(row: number): number {
    return this.#read(row, endAt);
  }

  behind(row: number): number {
    let next = row + 1;
    while (next < this.length && this.#read(next, parentAt) > row) next++;
    return next;
  }

  node(row: number): Node {
    return this.#tree.getOrCreateNodeAtIndex(row + 1);
  }

  rowOf(node: Node): number {
    return (node as unknown as { readonly index: number }).index - 1;
  }

  ofKinds(isWanted: Uint8Array): readonly number[] {
    const view = this.#view;
    const { length } = this;
    const found: number[] = [];
    for (let row = 0, at = this.#start + kindAt; row < length; row++, at += rowLength) {
      const kind = view.getUint32(at, true);
      // Lists have a number of their own, which is beyond all kinds.
      if (kind < isWanted.length && isWanted[kind] === 1) found.push(row);
      if (kind !== SyntaxKind.JSDoc) continue;
      const behind = this.behind(row);
      at += (behind - row - 1) * rowLength;
      row = behind - 1;
    }
    return found;
  }

  #read(row: number, at: number): number {
    return this.#view.getUint32(this.#start + row * rowLength + at, true);
  }
}

class Walked implements Rows {
  readonly #nodes: readonly Node[];
  #rows: ReadonlyMap<Node, number> | undefined;

  constructor(sourceFile: SourceFile) {
    this.#nodes = preorder(sourceFile);
  }

  get length(): number {
    return this.#nodes.length;
  }

  kind(row: number): number {
    return this.node(row).kind;
  }

  pos(row: number): number {
    return this.node(row).pos;
  }

  end(row: number): number {
    return this.node(row).end;
  }

  behind(row: number): number {
    const end = this.end(row);
    let next = row + 1;
    while (next < this.length && this.pos(next) < end) next++;
    return next;
  }

  node(row: number): Node {
    return this.#nodes[row] as Node;
  }

  rowOf(node: Node): number {
    this.#rows ??= new Map(this.#nodes.map((each, row) => [each, row]));
    return this.#rows.get(node) as number;
  }

  ofKinds(isWanted: Uint8Array): readonly number[] {
    return this.#nodes.flatMap(({ kind }, row) => (isWanted[kind] ? [row] : []));
  }
}
