/** Timeouts that are written out as numbers at calls of operations, over a whole package of the workspace. */
import type { RuleContext } from "../../core/context.ts";
import type { ServiceKind } from "../../core/settings.ts";
import type { Survey } from "../../core/survey.ts";
import { type Asking, type CallExpression, type Node, type SourceFile, SyntaxKind, is } from "../../core/ts.ts";
import type { Bounding, Entry } from "../catalog/entry.ts";
import { isWatched } from "../shared/paths.ts";
import { perFile } from "../shared/per-file.ts";
import { operationAt } from "./operation.ts";

/** A timeout as the tree has it: the call that it bounds, the option that it stands in, and its number. */
export interface Holder {
  readonly call: CallExpression;
  /** The argument that holds the options. */
  readonly argument: number;
  /** `timeout`, `timeout.request` */
  readonly option: string;
  readonly isSignal: boolean;
  /** What stands for the time: a number, a product of numbers, a signal. */
  readonly written: Node;
  readonly value: number;
}

export interface LiteralTimeout {
  /** Whose operation it bounds: a package, a module of Node, a global function. */
  readonly of: string;
  readonly milliseconds: number;
  readonly at: Node;
}

/** Services whose calls are much alike. Each program that is run, and each step in a browser, takes a time of its own. */
const alike: ReadonlySet<ServiceKind> = new Set(["http", "llm", "database", "cache", "queue"]);

const number = String.raw`\d[\d_]*(?:\.\d+)?(?:e\d+)?`;
const product = `(${number}(?:\\s*\\*\\s*${number})*)`;
const optionHead = String.raw`\b\w*(?:[tT]imeout|[dD]eadline)\w*["']?\s*:\s*`;
const written = new RegExp(`(?:\\bAbortSignal\\.timeout\\(\\s*|${optionHead})${product}\\s*[,)}\\n/]`, "g");

/** The distinct numbers that look like timeouts in each file's text, so that few trees are asked. */
const survey: Survey<readonly number[], ReadonlyMap<string, readonly number[]>> = {
  of(text) {
    if (!/imeout|eadline/.test(text)) return undefined;
    const found = [...text.matchAll(written)].map(([, digits = ""]) => productOf(digits));
    return found.length > 0 ? [...new Set(found)] : undefined;
  },
  merge: (parts) => parts,
};

/** The files of a node's package that may hold timeouts, in the order of their paths, and how many numbers stand there. */
export function surveyed(node: Node, ctx: RuleContext): { readonly files: readonly string[]; readonly values: number } {
  const folder = ctx.packageFolder(node.getSourceFile().fileName);
  const parts = [...ctx.survey(survey)].filter(([file]) => ctx.packageFolder(file) === folder);
  return { files: parts.map(([file]) => file), values: new Set(parts.flatMap(([, values]) => values)).size };
}

/** By syntax alone: the timeouts of a file that stand in the options of a call. */
export const holdersIn = perFile((sourceFile: SourceFile): readonly Holder[] => {
  if (!/imeout|eadline/.test(sourceFile.text)) return [];
  const found: Holder[] = [];
  const look = (node: Node): void => {
    if (is.isPropertyAssignment(node)) {
      const holder = holderOf(node);
      if (holder) found.push(holder);
    }
    node.forEachChild(look);
  };
  look(sourceFile);
  return found;
});

/** The timeouts of a file that do bound an operation of the catalog. */
export function* timeoutsIn(sourceFile: SourceFile, ctx: RuleContext): Asking<readonly LiteralTimeout[]> {
  const path = ctx.relativePath(sourceFile);
  if (isWatched(path)) return [];
  const found: LiteralTimeout[] = [];
  for (const holder of holdersIn(sourceFile)) {
    const operation = yield* operationAt(holder.call, ctx);
    if (!operation?.operation.options.includes(holder.argument) || !alike.has(operation.entry.service)) continue;
    const of = nameOf(operation.entry);
    const milliseconds = amountIn(holder, operation.entry);
    // Nought switches a timeout off, which is a fault of its own.
    if (of && milliseconds) found.push({ of, milliseconds, at: holder.written });
  }
  return found;
}

function nameOf(entry: Entry): string | undefined {
  if (entry.global) return entry.operations[0]?.members[0];
  return entry.package === "node" ? entry.modules?.[0] : entry.package || undefined;
}

function amountIn({ option, isSignal, value }: Holder, { bounds }: Entry): number | undefined {
  const bounding: Bounding | undefined = Object.hasOwn(bounds, option) ? bounds[option] : undefined;
  if (isSignal) return bounding === "signal" ? value : undefined;
  if (bounding === "seconds") return value * 1000;
  return bounding === "milliseconds" ? value : undefined;
}

function holderOf(property: Node & { readonly name: Node; readonly initializer: Node }): Holder | undefined {
  const time = timeOf(property.initializer);
  if (!time) return undefined;
  const name = (node: Node) => node.getText().replace(/^["']|["']$/g, "");
  let option = name(property.name);
  let literal: Node = property.parent;
  while (is.isPropertyAssignment(literal.parent)) {
    option = `${name(literal.parent.name)}.${option}`;
    literal = literal.parent.parent;
  }
  const call = literal.parent;
  if (!is.isCallExpression(call) || call.expression === literal) return undefined;
  const argument = (call.arguments as readonly Node[]).indexOf(literal);
  return { call, argument, option, written: property.initializer, ...time };
}

/** `5_000`, `5 * 1000`, `AbortSignal.timeout(5_000)`, or that among others: the number is written out, and not named. */
function timeOf(value: Node): { readonly isSignal: boolean; readonly value: number } | undefined {
  const milliseconds = numberOf(value);
  if (milliseconds !== undefined) return { isSignal: false, value: milliseconds };
  if (!is.isCallExpression(value)) return undefined;
  const [first] = value.arguments;
  const callee = value.expression.getText();
  if (callee === "AbortSignal.timeout") {
    const given = first && numberOf(first);
    return given === undefined ? undefined : { isSignal: true, value: given };
  }
  if (callee !== "AbortSignal.any" || !first || !is.isArrayLiteralExpression(first)) return undefined;
  return first.elements.map(timeOf).find((each) => each?.isSignal);
}

function numberOf(value: Node): number | undefined {
  if (is.isNumericLiteral(value)) return Number(value.text.replaceAll("_", ""));
  if (!is.isBinaryExpression(value) || value.operatorToken.kind !== SyntaxKind.AsteriskToken) return undefined;
  const left = numberOf(value.left);
  const right = numberOf(value.right);
  return left === undefined || right === undefined ? undefined : left * right;
}

function productOf(digits: string): number {
  return digits.split("*").reduce((all, each) => all * Number(each.trim().replaceAll("_", "")), 1);
}
