/**
 * The fixed point of facts over the call graph.
 *
 * A cell holds what is known of one fact of one function, and remembers which cells read it. A cell whose value changes
 * wakes its readers, so recursion and mutual recursion end at the least value that covers every path, whatever the order
 * of asking. Cells are made only when somebody reads them. They outlive an edit that is confined to a body: only those that
 * rest on the changed file, and those that read them, are worked out again.
 */
import { Asker } from "./asker.ts";
import type { Callee } from "./callee.ts";
import { type Compiler, CompilerLost } from "./compiler.ts";
import type { Call, FactContext } from "./context.ts";
import type { Fact } from "./fact.ts";
import type { FunctionNode } from "./functions.ts";
import { getOrMake } from "./maps.ts";
import type { Answers } from "./questions.ts";
import type { Reference } from "./references.ts";
import type { Asking, Node } from "./ts.ts";

interface Cell {
  readonly fact: Fact<unknown>;
  readonly fn: FunctionNode;
  value: unknown;
  /** Worked out to the end, and not only so far. */
  settled: boolean;
  /** How often the value has changed. */
  climbs: number;
  readonly readers: Set<Cell>;
}

/** No fact has so many values one above the other. One that still changes breaks its contract, and must not hang the run. */
const highest = 100;

export class Facts {
  readonly #cells = new Map<Fact<unknown>, Map<FunctionNode, Cell>>();
  readonly #failed: (fact: Fact<unknown>, fn: FunctionNode, error: unknown) => void;
  #pending = new Set<Cell>();
  /** The cells whose values rest on a file. */
  readonly #resting = new Map<string, Set<Cell>>();

  /** `failed` hears of a fact that threw over a function: it costs what is known of that one. */
  constructor(failed: (fact: Fact<unknown>, fn: FunctionNode, error: unknown) => void) {
    this.#failed = failed;
  }

  /** The value of a fact where it is worked out to the end; otherwise it will be by the next `solve`. */
  settled<V>(fact: Fact<V>, fn: FunctionNode): { readonly value: V } | undefined {
    const cell = this.#cell(fact, fn);
    return cell.settled ? { value: cell.value as V } : undefined;
  }

  /** Works out everything that was read so far. */
  solve(compiler: Compiler, answers: Answers): void {
    const touched = new Set<Cell>();
    while (this.#pending.size > 0) {
      const round = [...this.#pending];
      this.#pending = new Set();
      const values = compiler.batch(round.map((cell) => this.#step(cell, answers)));
      round.forEach((cell, index) => {
        touched.add(cell);
        const next = cell.fact.join(cell.value, values[index]);
        if (cell.fact.equal(cell.value, next) || ++cell.climbs > highest) return;
        cell.value = next;
        for (const reader of cell.readers) this.#pending.add(reader);
      });
    }
    for (const cell of touched) cell.settled = true;
  }

  /** Forgets what rests on a file, and what was read from there. */
  forget(file: string): void {
    const stale = [...(this.#resting.get(file) ?? [])];
    this.#resting.delete(file);
    for (let cell = stale.pop(); cell; cell = stale.pop()) {
      if (!this.#cells.get(cell.fact)?.delete(cell.fn)) continue;
      this.#pending.delete(cell);
      stale.push(...cell.readers);
    }
  }

  /** Forgets everything: the program was opened anew. */
  clear(): void {
    this.#cells.clear();
    this.#pending.clear();
    this.#resting.clear();
  }

  *#step(cell: Cell, answers: Answers): Asking<unknown> {
    const cells = { find: (fact: Fact<any>, fn: FunctionNode) => this.#cell(fact, fn), rests: this.#rests.bind(this) };
    try {
      return yield* cell.fact.of(cell.fn, new View(cell, answers, cells)) as Asking<unknown>;
    } catch (error) {
      if (error instanceof CompilerLost) throw error;
      this.#failed(cell.fact, cell.fn, error);
      return cell.value;
    }
  }

  #rests(cell: Cell, node: Node): void {
    const file = node.getSourceFile().fileName;
    getOrMake(this.#resting, file, () => new Set()).add(cell);
  }

  #cell(fact: Fact<any>, fn: FunctionNode): Cell {
    const cells = getOrMake(this.#cells, fact, () => new Map());
    let cell = cells.get(fn);
    if (!cell) {
      cell = { fact, fn, value: fact.bottom, settled: false, climbs: 0, readers: new Set() };
      this.#rests(cell, fn);
      cells.set(fn, cell);
      this.#pending.add(cell);
    }
    return cell;
  }
}

interface Cells {
  find(fact: Fact<any>, fn: FunctionNode): Cell;
  /** Writes down that a cell's value rests on the file of a node. */
  rests(cell: Cell, node: Node): void;
}

/** A fact's view of the program: what it sees is written down as what its value rests on. */
class View extends Asker implements FactContext {
  readonly #cell: Cell;
  readonly #cells: Cells;

  constructor(cell: Cell, answers: Answers, cells: Cells) {
    super(answers);
    this.#cell = cell;
    this.#cells = cells;
  }

  read<V>(fact: Fact<V>, fn: FunctionNode): V {
    const cell = this.#cells.find(fact, fn);
    cell.readers.add(this.#cell);
    return cell.value as V;
  }

  override *callee(call: Call): Asking<Callee> {
    return this.#noted(yield* super.callee(call));
  }

  override *functionValue(expression: Node): Asking<Callee> {
    return this.#noted(yield* super.functionValue(expression));
  }

  override *references(fn: FunctionNode): Asking<readonly Reference[] | undefined> {
    const found = yield* super.references(fn);
    for (const each of found ?? []) this.#cells.rests(this.#cell, each.node);
    return found;
  }

  #noted(callee: Callee): Callee {
    if (callee.kind === "functions") for (const fn of callee.functions) this.#cells.rests(this.#cell, fn);
    return callee;
  }
}
