/** Building the edits of a fix from what its `write` asks for. */
import { isAsync } from "../functions.ts";
import type { Span } from "../rule.ts";
import { type Node, type SourceFile, is } from "../ts.ts";
import type { Writer } from "../writer.ts";
import { asyncPosition, functionAround, promised, whyNotAsync } from "./async.ts";
import { type Built, type NewFile, type SpanEdit, byPlace, minimal } from "./edits.ts";
import { type Around, aroundAwait, aroundChain } from "./expression.ts";
import { Imports } from "./imports.ts";
import { layoutOf } from "./layout.ts";
import { type List, addToList } from "./list.ts";

export { type Built, type SpanEdit, applyEdits, mergeFixes } from "./edits.ts";

export function buildFix(sourceFile: SourceFile, write: (writer: Writer) => void): Built {
  const draft = new Draft(sourceFile);
  write(draft);
  return { edits: draft.edits(), files: draft.files };
}

/**
 * What is inserted at one place comes in this order: the ends of what stands before it, inner before outer; what a list
 * or the file's imports gain there; the beginnings of what stands behind it, outer before inner; `async`.
 */
const Rank = { end: 0, addition: 1, beginning: 2, modifier: 3 } as const;

interface Ranked {
  readonly edit: SpanEdit;
  readonly rank: number;
  /** Where the other end of the node is: tells inner from outer. */
  readonly reach: number;
}

class Draft implements Writer {
  private readonly sourceFile: SourceFile;
  private readonly imports: Imports;
  private readonly ranked: Ranked[] = [];
  private readonly lists = new Map<Node, { readonly list: List; readonly added: string[] }>();
  private readonly madeAsync = new Set<Node>();
  readonly files: NewFile[] = [];

  constructor(sourceFile: SourceFile) {
    this.sourceFile = sourceFile;
    this.imports = new Imports(sourceFile);
  }

  text(node: Node): string {
    return this.sourceFile.text.slice(node.getStart(), node.end);
  }

  insertBefore(node: Node, text: string): void {
    const start = node.getStart();
    this.add({ start, end: start, text }, Rank.beginning, -node.end);
  }

  insertAfter(node: Node, text: string): void {
    this.add({ start: node.end, end: node.end, text }, Rank.end, -node.getStart());
  }

  replace(node: Node, text: string): void {
    this.replaceSpan({ start: node.getStart(), end: node.end }, text);
  }

  replaceSpan(span: Span, text: string): void {
    this.add({ ...span, text }, Rank.addition);
  }

  addProperty(literal: Parameters<Writer["addProperty"]>[0], name: string, value: string): void {
    const { quote, bracketSpace } = layoutOf(this.sourceFile);
    const key = /^[\w$]+$/.test(name) ? name : quote + name + quote;
    const inside = { start: literal.getStart() + 1, end: literal.end - 1 };
    this.addItem(literal, inside, literal.properties, bracketSpace, key === value ? key : `${key}: ${value}`);
  }

  addArgument(call: Parameters<Writer["addArgument"]>[0], text: string): void {
    if (!call.arguments) return this.insertAfter(call, `(${text})`);
    // The node array's own start lies behind the parenthesis, type arguments or not.
    this.addItem(call, { start: call.arguments.pos, end: call.end - 1 }, call.arguments, "", text);
  }

  importName(name: string, from: string): string {
    return this.imports.use(name, from);
  }

  importDefault(as: string, from: string): string {
    return this.imports.use("default", from, as);
  }

  declareConst(name: string, initializer: string): string {
    return this.imports.declareConst(name, initializer);
  }

  specifier(from: string): string {
    return this.imports.specifier(from);
  }

  createFile(path: string, text: string): void {
    this.files.push({ path, text });
  }

  makeAsync(node: Node): void {
    const why = whyNotAsync(node);
    if (why !== undefined) throw new Error(`The function cannot be made async: ${why}.`);
    const fn = functionAround(node);
    if (is.isSourceFile(fn) || isAsync(fn) || this.madeAsync.has(fn)) return;
    this.madeAsync.add(fn);
    const at = asyncPosition(fn);
    this.add({ start: at, end: at, text: "async ", provides: `async ${fn.pos}` }, Rank.modifier);
    // In JavaScript the compiler takes the type from the comment: there it stands, and there it is changed.
    const { type } = fn;
    if (!type) return;
    const edit = { start: type.getStart(), end: type.end, text: promised(type) };
    this.add({ ...edit, provides: `type of async ${fn.pos}` }, Rank.modifier);
  }

  awaitExpression(node: Node): void {
    this.surround(node, aroundAwait(node));
  }

  chain(node: Node, suffix: string): void {
    // `void p` throws its operand's value away: what is attached belongs to the operand.
    if (is.isVoidExpression(node)) return this.chain(node.expression, suffix);
    this.surround(node, aroundChain(node, suffix));
  }

  edits(): SpanEdit[] {
    const { text } = this.sourceFile;
    for (const { list, added } of this.lists.values()) {
      for (const edit of addToList(text, list, added, layoutOf(this.sourceFile))) this.add(edit, Rank.addition);
    }
    for (const edit of this.imports.edits()) this.add(edit, Rank.addition);
    const sorted = this.ranked.sort((a, b) => byPlace(a.edit, b.edit) || a.rank - b.rank || a.reach - b.reach);
    return joined(text, sorted.map(({ edit }) => edit));
  }

  private addItem(node: Node, inside: Span, items: readonly Node[], pad: string, text: string): void {
    const known = this.lists.get(node);
    if (known) return void known.added.push(text);
    const spans = items.map((item) => ({ start: item.getStart(), end: item.end }));
    this.lists.set(node, { list: { inside, items: spans, pad, breakable: pad !== "" }, added: [text] });
  }

  private surround(node: Node, { before, after }: Around): void {
    if (before !== "") this.insertBefore(node, before);
    if (after !== "") this.insertAfter(node, after);
  }

  private add(edit: SpanEdit, rank: number, reach = 0): void {
    this.ranked.push({ edit, rank, reach });
  }
}

/** Refuses edits that overlap, joins those that touch, and shrinks each. */
function joined(text: string, sorted: readonly SpanEdit[]): SpanEdit[] {
  const result: SpanEdit[] = [];
  for (const edit of sorted) {
    const last = result.at(-1);
    if (last && edit.start < last.end) {
      const texts = `${JSON.stringify(last.text)} and ${JSON.stringify(edit.text)}`;
      throw new Error(`Two edits of one fix overlap at ${edit.start}: ${texts}.`);
    }
    if (last && edit.start === last.end && last.provides === undefined && edit.provides === undefined) {
      result[result.length - 1] = { start: last.start, end: edit.end, text: last.text + edit.text };
    } else {
      result.push(edit);
    }
  }
  return result.flatMap((edit) => minimal(text, edit) ?? []);
}
