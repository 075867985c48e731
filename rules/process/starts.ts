/** Where programs start to run until they are told to end: a server begins to listen, a bot logs in. */
import type { RuleContext } from "../../core/context.ts";
import type { Survey } from "../../core/survey.ts";
import { type Asking, type CallExpression, type Node, type SourceFile, is } from "../../core/ts.ts";
import { mayStart, startedBy } from "../catalog/starting.ts";
import { isTest, isWatched } from "../shared/paths.ts";
import { perFile } from "../shared/per-file.ts";
import { type Reached, type Search, reached } from "../shared/reached.ts";

/** A module's top level, at which the program does what it does. */
export interface Top {
  readonly module: SourceFile;
  readonly site: Node;
}

export interface Started {
  /** What is started, with its article. */
  readonly is: string;
  readonly from: NonNullable<Reached<Top>["from"]>;
}

/** What a call starts, and from which top level it is reached. */
export function* startOf(call: CallExpression, ctx: RuleContext): Asking<Started | undefined> {
  const callee = yield* ctx.callee(call);
  const started = callee.kind === "library" ? startedBy(callee.origin) : undefined;
  if (!started) return undefined;
  const { from } = yield* reached(call, starting, ctx);
  return from && { is: started.is, from };
}

/** The first call, in the order of files and lines, by which the program of a module starts something. */
export function* firstStart(module: SourceFile, ctx: RuleContext): Asking<CallExpression | undefined> {
  const folder = ctx.packageFolder(module.fileName);
  for (const file of ctx.survey(starts)) {
    const sourceFile = ctx.packageFolder(file) === folder ? yield* ctx.sourceFile(file) : undefined;
    for (const call of sourceFile && !isWatched(ctx.relativePath(sourceFile)) ? startsIn(sourceFile) : []) {
      if ((yield* startOf(call, ctx))?.from.entrance.module === module) return call;
    }
  }
  return undefined;
}

/** By syntax alone. A port that the system chooses is one for a while: a sign-in in the browser, a test. */
export function looksLikeStart(call: CallExpression): boolean {
  const { expression } = call;
  const name = is.isPropertyAccessExpression(expression) ? expression.name : expression;
  return is.isIdentifier(name) && mayStart(name.text) && call.arguments[0]?.getText() !== "0";
}

/** The top level of a module, as the entrance of a program. */
export function topOf(module: SourceFile, site: Node, ctx: RuleContext): Reached<Top>["from"] {
  return isWatched(ctx.relativePath(module)) ? undefined : { entrance: { module, site }, steps: [] };
}

const starting: Search<Top> = {
  *dealsWith(_callback, taker, ctx) {
    // A command runs because somebody at a terminal asked for it, and sees how it ends.
    const callee = yield* ctx.callee(taker);
    return callee.kind === "library" && /^(commander|yargs|cac|sade|@oclif\/core|citty)$/.test(callee.origin.package);
  },
  entranceAt: topOf,
};

const starts: Survey<true, readonly string[]> = {
  of: (text, file) => (!isTest(file) && /\b(listen|login|launch|start\w*|serve)\(/.test(text) ? true : undefined),
  merge: (parts) => [...parts.keys()],
};

const startsIn = perFile((sourceFile): readonly CallExpression[] => {
  const found: CallExpression[] = [];
  const look = (node: Node): void => {
    if (is.isCallExpression(node) && looksLikeStart(node)) found.push(node);
    node.forEachChild(look);
  };
  look(sourceFile);
  return found;
});
