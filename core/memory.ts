/**
 * Answers that outlive edits elsewhere: what a call in one file runs, and who uses a function.
 *
 * An answer is kept as long as the files that it was read from stay as they are. Nodes of unchanged files stay the same
 * objects from epoch to epoch, so they can be kept; nothing of the compiler's own is kept, for that belongs to an epoch.
 */
import type { Callee } from "./callee.ts";
import type { FunctionNode } from "./functions.ts";
import { getOrMake } from "./maps.ts";
import type { Reference } from "./references.ts";
import type { Node } from "./ts.ts";

interface KnownReferences {
  readonly references: readonly Reference[];
  /** The files that mentioned the function's name. */
  readonly mentioned: readonly string[];
}

export class Memory {
  /** By the file of the call, for an edit there drops them all. */
  readonly #callees = new Map<string, Map<Node, Callee>>();
  /** By the file that a callee stands in: the calls that lead there. */
  readonly #callers = new Map<string, Set<Node>>();
  readonly #references = new Map<FunctionNode, KnownReferences>();

  callee(value: Node): Callee | undefined {
    return this.#callees.get(fileOf(value))?.get(value);
  }

  keepCallee(value: Node, callee: Callee): void {
    // What is unknown now may become known by an edit anywhere.
    if (callee.kind === "unknown") return;
    getOrMake(this.#callees, fileOf(value), () => new Map()).set(value, callee);
    if (callee.kind !== "functions") return;
    for (const fn of callee.functions) getOrMake(this.#callers, fileOf(fn), () => new Set()).add(value);
  }

  references(fn: FunctionNode, mentioned: readonly string[]): readonly Reference[] | undefined {
    const known = this.#references.get(fn);
    // A file that mentions the name for the first time has made the list longer.
    return known?.mentioned.length === mentioned.length ? known.references : undefined;
  }

  keepReferences(fn: FunctionNode, mentioned: readonly string[], references: readonly Reference[]): void {
    this.#references.set(fn, { references, mentioned });
  }

  forget(files: readonly string[]): void {
    for (const file of files) {
      for (const value of this.#callers.get(file) ?? []) this.#callees.get(fileOf(value))?.delete(value);
      this.#callers.delete(file);
      this.#callees.delete(file);
    }
    for (const [fn, { mentioned }] of this.#references) {
      if (files.includes(fileOf(fn)) || mentioned.some((file) => files.includes(file))) this.#references.delete(fn);
    }
  }

  clear(): void {
    this.#callees.clear();
    this.#callers.clear();
    this.#references.clear();
  }
}

function fileOf(node: Node): string {
  return node.getSourceFile().fileName;
}
