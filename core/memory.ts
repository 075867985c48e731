/**
 * Answers that outlive edits: what a call runs, what its value is, what a name stands for, and who uses a function.
 *
 * An edit that can change no answer about what stands outside of it (`core/confined.ts` says which ones those are) leaves
 * all answers as they are, and only their nodes are exchanged for those of the new tree. After any other edit everything
 * is asked anew. Nodes of unchanged files stay the same objects from epoch to epoch, so they can be kept; nothing of the
 * compiler's own is kept, for that belongs to an epoch.
 */
import type { Callee } from "./callee.ts";
import type { Confined } from "./confined.ts";
import type { Call, Plain } from "./context.ts";
import type { FunctionNode } from "./functions.ts";
import { getOrMake } from "./maps.ts";
import type { Promised } from "./promises.ts";
import type { Reference, Uses } from "./references.ts";
import type { Shape } from "./shapes.ts";
import { rowsOf } from "./table.ts";
import { holdsWord } from "./words.ts";
import type { Asking, Node, ParameterDeclaration, SourceFile } from "./ts.ts";

/** What is known of one node. */
export interface Known {
  callee?: Callee | undefined;
  /** What declares the name; null where nothing does. */
  declaration?: Node | null | undefined;
  promised?: Promised;
  /** What else was found out, by what it is called. */
  kept?: Map<string, Plain>;
  /** What calling it takes; null where it is no function. */
  shape?: Shape | null;
  /** What its place wants of a function; null where it wants none. */
  shapeWanted?: Shape | null;
}

export class Memory {
  /** By the file that the node stands in, and its row there: most nodes of a new tree need not be made to be known. */
  readonly #known = new Map<SourceFile, Map<number, Known>>();
  /** By a file, the answers that hold nodes of it. */
  readonly #pointing = new Map<SourceFile, Set<Known>>();
  /** By a name and the file that mentions it. */
  readonly #uses = new Map<string, Map<string, Uses>>();

  of(node: Node): Known {
    const sourceFile = node.getSourceFile();
    const known = getOrMake(this.#known, sourceFile, () => new Map<number, Known>());
    return getOrMake(known, rowsOf(sourceFile).rowOf(node), () => ({}));
  }

  /** What `ask` finds out about a node, asked once for each name of `what`. */
  *kept<T extends Plain>(node: Node, what: string, ask: () => Asking<T>): Asking<T> {
    const kept = (this.of(node).kept ??= new Map<string, Plain>());
    if (!kept.has(what)) kept.set(what, yield* ask());
    return kept.get(what) as T;
  }

  keepCallee(value: Node, callee: Callee): void {
    const known = this.of(value);
    known.callee = callee;
    for (const node of nodesOf(callee)) this.#point(known, node);
  }

  keepDeclaration(name: Node, declaration: Node | undefined): void {
    const known = this.of(name);
    known.declaration = declaration ?? null;
    if (declaration) this.#point(known, declaration);
  }

  /** What the mentions of a name stand for, by file. Files that are missing were not looked into, or changed since. */
  uses(name: string): Map<string, Uses> {
    return getOrMake(this.#uses, name, () => new Map());
  }

  /** Goes over to the tree after an edit. What is known of nodes inside of the edit is forgotten. */
  carry({ before, after, isUnfelt, counterpart, rowAfter }: Confined): void {
    const known = this.#known.get(before) ?? new Map<number, Known>();
    const pointing = this.#pointing.get(before) ?? [];
    this.#known.delete(before);
    this.#pointing.delete(before);
    const kept = new Map<number, Known>();
    for (const [row, each] of known) {
      const moved = rowAfter(row);
      if (moved !== undefined) kept.set(moved, each);
      else each.callee = each.declaration = undefined;
    }
    this.#known.set(after, kept);
    const move: Counterpart = (node) => (node.getSourceFile() === before ? (counterpart(node) as typeof node | undefined) : node);
    for (const each of pointing) this.#repoint(each, move);
    for (const [name, byFile] of this.#uses) {
      if (!isUnfelt) byFile.delete(before.fileName);
      // Functions that stand in the file are mentioned there by their names.
      if (!holdsWord(before.text, name)) continue;
      for (const [file, uses] of byFile) if (uses.size > 0) byFile.set(file, movedUses(uses, move));
    }
  }

  clear(): void {
    this.#known.clear();
    this.#pointing.clear();
    this.#uses.clear();
  }

  #repoint(known: Known, counterpart: Counterpart): void {
    if (known.callee) {
      known.callee = movedCallee(known.callee, counterpart);
      for (const node of known.callee ? nodesOf(known.callee) : []) this.#point(known, node);
    }
    if (known.declaration) {
      known.declaration = counterpart(known.declaration);
      if (known.declaration) this.#point(known, known.declaration);
    }
  }

  #point(known: Known, node: Node): void {
    getOrMake(this.#pointing, node.getSourceFile(), () => new Set()).add(known);
  }
}

type Counterpart = <N extends Node>(node: N) => N | undefined;

function nodesOf(callee: Callee): readonly Node[] {
  if (callee.kind === "functions") return callee.functions;
  return callee.kind === "parameter" ? [callee.parameter] : [];
}

/** Undefined where one of its nodes is gone. */
function movedCallee(callee: Callee, counterpart: Counterpart): Callee | undefined {
  if (callee.kind === "parameter") {
    const parameter: ParameterDeclaration | undefined = counterpart(callee.parameter);
    return parameter && { ...callee, parameter };
  }
  if (callee.kind !== "functions") return callee;
  const functions = callee.functions.map((fn) => counterpart(fn as Node) as FunctionNode | undefined).filter((fn) => fn !== undefined);
  return functions.length === callee.functions.length ? { ...callee, functions } : undefined;
}

function movedUses(uses: Uses, counterpart: Counterpart): Uses {
  return new Map([...uses].flatMap(([fn, references]) => {
    const kept = counterpart(fn as Node) as FunctionNode | undefined;
    return kept ? [[kept, references.flatMap((each) => moved(each, counterpart) ?? [])]] : [];
  }));
}

function moved({ node, call }: Reference, counterpart: Counterpart): Reference | undefined {
  const [at, calling] = [counterpart(node), call && counterpart<Node>(call)];
  return at && (calling ? { node: at, call: calling as Call } : { node: at });
}
