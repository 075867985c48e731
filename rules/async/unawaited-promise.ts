import type { RuleContext } from "../../core/context.ts";
import { isFunction } from "../../core/functions.ts";
import type { Promised } from "../../core/promises.ts";
import { type Fix, type Met, type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import {
  type Asking,
  type BinaryExpression,
  type Identifier,
  type Node,
  type VariableDeclaration,
  is,
} from "../../core/ts.ts";
import { isAssignment } from "../../core/values.ts";
import { callingValue } from "../facts/calls.ts";
import { Level } from "../facts/outcome.ts";
import { linkOf, mappedBy } from "../facts/promises.ts";
import type { Source } from "../facts/scene.ts";
import { sceneOf, wayFrom } from "../facts/way.ts";
import * as asValue from "../kept/as-value.ts";
import { type Flow, flowOf } from "../kept/flow.ts";
import { halfAwaited } from "../kept/half-awaited.ts";
import { dropAwait } from "../kept/joining.ts";
import { type Start, failuresOf, levelOf, startOf, startsPromise, variableOf } from "../kept/started.ts";
import { isIdle, keptIn, storedIn } from "../kept/stored.ts";
import { isNot, unwrapped } from "../kept/uses.ts";
import { awaitingFix, fixesAtPlace } from "../shared/floating.ts";
import { brief, fate, flagged } from "../shared/floating-words.ts";
import { isTest } from "../shared/paths.ts";

export default defineRule({
  id: "unawaited-promise",
  family: "async",
  category: "defect",
  since: "0.1.0",
  summary: "a promise that is kept or used as a value, and on some path never awaited",
  explain: `
A promise that stands in a variable looks as if it were taken care of. Where nothing awaits it, or where a path leaves the
function before the \`await\`, its rejection has no handler: Node 15 and later ends the process.

A promise that is used for what it resolves to is worse. As a condition it is always true, so that \`if (isAllowed(user))\`
lets everybody in; in a text it reads \`[object Promise]\`; spread into an object, or sent as JSON, it leaves nothing behind.

Await it where its value is needed. A promise that one path does not need is best started after that path has left.

**Leave it alone** where it is handed on: returned, passed to a function, joined by \`Promise.all\`, kept in a field or a list
that others read. Such promises are not reported; nor are those that cannot reject, unless they are used as a value.

Conditions that test whether there is a promise at all, of a type that allows for none, are silent. Where this differs from
typescript-eslint's \`no-misused-promises\`: a promise in a variable is followed to its uses and along its paths, and text,
JSON and arithmetic count as conditions and spreads do.
`,
  examples: [
    {
      title: "A condition that is always true",
      bad: `declare function isAllowed(user: string): Promise<boolean>;

export async function remove(user: string, files: string[]) {
  const allowed = isAllowed(user);
                  ~~~~~~~~~~~~~~~
  return !allowed ? [] : files;
}
`,
      fix: `declare function isAllowed(user: string): Promise<boolean>;

export async function remove(user: string, files: string[]) {
  const allowed = await isAllowed(user);
  return !allowed ? [] : files;
}
`,
    },
    {
      title: "An early return leaves the promise behind",
      bad: `export async function prices(currency: string) {
  const loading = fetch("https://prices.example/today");
                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
  if (currency === "") return undefined;
  return (await loading).json();
}
`,
      fix: `export async function prices(currency: string) {
  const loading = await fetch("https://prices.example/today");
  if (currency === "") return undefined;
  return loading.json();
}
`,
      good: `export async function prices(currency: string) {
  if (currency === "") return undefined;
  const loading = fetch("https://prices.example/today");
  return (await loading).json();
}
`,
    },
    {
      title: "Collected, and never joined",
      bad: `declare function send(to: string): Promise<void>;

export function invite(users: string[]) {
  const sending = [];
  for (const user of users) {
    sending.push(send(user));
                 ~~~~~~~~~~
  }
  return sending.length;
}
`,
      good: `declare function send(to: string): Promise<void>;

export async function invite(users: string[]) {
  const sending = [];
  for (const user of users) {
    sending.push(send(user));
  }
  await Promise.all(sending);
  return sending.length;
}
`,
    },
  ],
  check: {
    VariableDeclaration(node, ctx) {
      if (!is.isIdentifier(node.name) || !node.initializer) return undefined;
      const start = startOf(node.initializer);
      if (start) return declared(node, node.name, start, ctx);
      const stored = storedIn(node);
      return stored.length > 0 ? each(stored, lost, ctx) : undefined;
    },
    PropertyDeclaration(node, ctx) {
      const kept = keptIn(node);
      return kept.length > 0 ? each(kept, lost, ctx) : undefined;
    },
    IfStatement: (node, ctx) => values(asValue.tested(node.expression), ctx),
    WhileStatement: (node, ctx) => values(asValue.tested(node.expression), ctx),
    DoStatement: (node, ctx) => values(asValue.tested(node.expression), ctx),
    ForStatement: (node, ctx) => values(asValue.tested(node.condition), ctx),
    ConditionalExpression: (node, ctx) => values(asValue.tested(node.condition), ctx),
    PrefixUnaryExpression: (node, ctx) => (isNot(node) ? values(asValue.tested(node.operand), ctx) : undefined),
    BinaryExpression: (node, ctx) => assigned(node, ctx) ?? values(asValue.operated(node), ctx),
    TemplateExpression: (node, ctx) => values(asValue.interpolated(node), ctx),
    SpreadAssignment: (node, ctx) => values(asValue.spreadOut(node.expression), ctx),
    *CallExpression(node, ctx) {
      return yield* each(yield* asValue.sent(node, ctx), valued, ctx);
    },
  },
});

function values(misuses: readonly asValue.Misuse[], ctx: RuleContext): Asking<Verdict> | undefined {
  return misuses.length > 0 ? each(misuses, valued, ctx) : undefined;
}

type Judge<T> = (item: T, ctx: RuleContext) => Asking<Report | Met | undefined>;

function* each<T>(items: readonly T[], judge: Judge<T>, ctx: RuleContext): Asking<Verdict> {
  const verdicts = [];
  for (const item of items) {
    const verdict = yield* judge(item, ctx);
    if (verdict) verdicts.push(verdict);
  }
  return verdicts;
}

function declared(
  node: VariableDeclaration, name: Identifier, start: Start, ctx: RuleContext,
): Asking<Verdict> | undefined {
  const flow = flowOf(node);
  if (!flow) return undefined;
  const isHanded = flow.uses.some(({ use }) => use === "handed");
  if (!isHanded) return held(name, start, flow, ctx);
  const made = mappedBy(start);
  if (made && flow.uses.every(({ at }) => isIdle(at))) return listed(start, made, ctx);
  const isPassed = flow.exits.length > 0 && flow.waits.length === 0 && !isLenient(start, ctx);
  return isPassed ? passed(start, flow, ctx) : undefined;
}

/** `let p; p = load();` with nothing that reads it. */
function assigned(node: BinaryExpression, ctx: RuleContext): Asking<Verdict> | undefined {
  const { left, right, parent } = node;
  if (!isAssignment(node) || !is.isIdentifier(left) || !is.isExpressionStatement(parent)) return undefined;
  const start = startOf(right);
  const declaration = start && variableOf(left);
  const flow = declaration && !declaration.initializer ? flowOf(declaration) : undefined;
  if (!start || !declaration || !flow) return undefined;
  const read = flow.uses.filter(({ at }) => !(isAssignment(at.parent) && at.parent.left === at));
  if (read.some(({ use }) => use === "handed")) return forgotten(node, declaration, ctx);
  return held(left, start, { ...flow, uses: read }, ctx);
}

/** No type says so, but all other calls of the function are awaited, and so is what else the variable may hold. */
function* forgotten(node: BinaryExpression, declaration: VariableDeclaration, ctx: RuleContext): Asking<Verdict> {
  const start = yield* halfAwaited(node, declaration, ctx);
  if (!start) return undefined;
  return {
    at: flagged(start),
    message: `\`${brief(start)}\` is not awaited here, as its other calls are`,
    why: "the variable holds a promise on this path and a result on the other, and a rejection is handled by nobody",
    remedy: "await it",
    category: "risk",
    fixes: [{ title: "Await it", safety: "suggestion", write: (writer) => writer.awaitExpression(start) }],
  };
}

/** A test's failure shows, and where a module's top level fails the program ends either way. */
function isLenient(node: Node, ctx: RuleContext): boolean {
  return isTest(ctx.relativePath(node)) || runsAtLoad(node);
}

function runsAtLoad(node: Node): boolean {
  for (let at = node; at; at = at.parent) if (isFunction(at) || is.isPropertyDeclaration(at)) return false;
  return true;
}

/** A variable that nobody awaits. */
function* held(name: Identifier, start: Start, { uses }: Flow, ctx: RuleContext): Asking<Verdict> {
  const used = uses.find(({ use }) => use === "value");
  if (!used) {
    const made = mappedBy(start);
    const isList = made && (yield* ctx.listsPromises(start));
    const verdict = isList ? yield* listed(start, made, ctx) : yield* lost(start, ctx);
    // `void` in front of the name states an intent.
    const isMarked = uses.some(({ at }) => is.isVoidExpression(at.parent));
    return isMarked && verdict && "at" in verdict ? { ...verdict, category: "risk" } : verdict;
  }
  const promised = yield* asValue.givesAlways(start, ctx);
  if (!promised) return undefined;
  return {
    at: flagged(start),
    message: `\`${name.text}\` is a promise that nobody awaits, and is used as a value`,
    why: "what it resolves to has no say in the matter, and if it rejects nobody handles it",
    remedy: "await it",
    because: [{ at: used.at, message: "is used as a value here" }],
    fixes: isUntyped(start) ? awaitFix(start, promised) : [],
  };
}

/** A promise that is kept where nobody takes it from. */
function* lost(start: Start, ctx: RuleContext): Asking<Report | Met | undefined> {
  const promised = yield* startsPromise(start, ctx);
  if (!promised) return undefined;
  return yield* kept(start, promised, false, yield* failuresOf(start, ctx), ctx);
}

function* listed(start: Start, made: Node, ctx: RuleContext): Asking<Report | Met | undefined> {
  if (!(yield* ctx.listsPromises(start))) return undefined;
  const sources = yield* callingValue(made, ["rejects"], sceneOf(ctx));
  return yield* kept(start, yield* ctx.promised(start), true, sources, ctx);
}

function* kept(
  start: Start, promised: Promised, many: boolean, sources: readonly Source[], ctx: RuleContext,
): Asking<Report | Met> {
  if (levelOf(sources) === Level.never) return met(start);
  const what = many ? "makes promises that are" : "starts a promise that is";
  return {
    at: flagged(start),
    message: `\`${brief(start)}\` ${what} kept and never awaited`,
    ...fate(start, undefined, ctx),
    because: wayFrom(sources),
    fixes: yield* keptFixes(start, promised, many, ctx),
    ...(isLenient(start, ctx) && { category: "risk" as const }),
  };
}

/** Where a type is written for what is kept, it would have to change too. A list that is looked at must stay one. */
function* keptFixes(start: Start, promised: Promised, many: boolean, ctx: RuleContext): Asking<readonly Fix[]> {
  if (!isUntyped(start)) return [];
  const floating = { call: start, marked: undefined, many, handled: linkOf(start)?.onFailure, promised };
  if (!many) return yield* fixesAtPlace(floating, ctx);
  const awaiting = awaitingFix(floating);
  return awaiting ? [awaiting] : [];
}

function isUntyped(start: Start): boolean {
  let at = unwrapped(start).parent;
  while (is.isObjectLiteralExpression(at) || is.isPropertyAssignment(at) || is.isArrayLiteralExpression(at)) at = at.parent;
  return (is.isVariableDeclaration(at) || is.isPropertyDeclaration(at)) && !at.type;
}

/** A variable that is awaited, but not on every path. */
function* passed(start: Start, flow: Flow, ctx: RuleContext): Asking<Report | Met | undefined> {
  const promised = yield* startsPromise(start, ctx);
  if (!promised) return undefined;
  const sources = yield* failuresOf(start, ctx);
  if (levelOf(sources) !== Level.fails) return met(start);
  return {
    at: flagged(start),
    message: `\`${brief(start)}\` starts a promise that one path never handles`,
    ...fate(start, undefined, ctx),
    remedy: "start it after that path has left, await it here, or attach a handler at once",
    because: [...flow.exits.map((at) => ({ at, message: wordFor(at) })), ...wayFrom(sources)],
    fixes: awaitedAtOnce(start, flow),
  };
}

function wordFor(exit: Node): string {
  const isJump = is.isBreakStatement(exit) || is.isContinueStatement(exit);
  const leaves = isJump || is.isReturnStatement(exit) || is.isThrowStatement(exit);
  return leaves ? "leaves it behind here" : "whether it is handled depends on this";
}

/** Its one `await` moves to where it starts. */
function awaitedAtOnce(start: Start, { uses }: Flow): readonly Fix[] {
  const wait = uses[0]?.at.parent;
  if (uses.length !== 1 || !isUntyped(start) || !wait || !is.isAwaitExpression(wait)) return [];
  if (is.isExpressionStatement(wait.parent)) return [];
  return [
    {
      title: "Await it at once",
      safety: "suggestion",
      write(writer) {
        writer.awaitExpression(start);
        dropAwait(wait, writer);
      },
    },
  ];
}

function* valued({ start, effect, why }: asValue.Misuse, ctx: RuleContext): Asking<Report | Met | undefined> {
  const promised = yield* asValue.givesAlways(start, ctx);
  if (!promised) return undefined;
  const message = `\`${brief(start)}\` is a promise, ${effect}`;
  return { at: flagged(start), message, why, remedy: "await it", fixes: awaitFix(start, promised) };
}

function awaitFix(start: Start, promised: Promised): readonly Fix[] {
  const floating = { call: start, marked: undefined, many: false, handled: undefined, promised };
  const awaiting = awaitingFix(floating);
  return awaiting ? [{ ...awaiting, safety: "safe" }] : [];
}
