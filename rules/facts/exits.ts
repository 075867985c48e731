/**
 * Whether a function brings about the end of the process, at once or later: it calls `process.exit`, hands it on, or
 * calls a function that does. A path that does so is enough. The callbacks in its body count as its own.
 */
import type { Callee } from "../../core/callee.ts";
import type { Call, FactContext } from "../../core/context.ts";
import { type Fact, defineFact } from "../../core/fact.ts";
import { isFunction } from "../../core/functions.ts";
import { type Asking, type Node, SyntaxKind, is } from "../../core/ts.ts";

export const Exits = {
  no: 0,
  /** It calls something that cannot be seen and may do so. */
  perhaps: 1,
  yes: 2,
} as const;

export type Exits = (typeof Exits)[keyof typeof Exits];

export const exits: Fact<Exits> = defineFact<Exits>({
  id: "exits",
  bottom: Exits.no,
  join: (a, b) => (a > b ? a : b),
  equal: (a, b) => a === b,
  *of(fn, ctx) {
    if (!isFunction(fn) || !fn.body) return Exits.no;
    if (endsByText(fn.body)) return Exits.yes;
    let known: Exits = Exits.no;
    for (const call of callsIn(fn.body)) {
      known = exits.join(known, yield* ofCall(call, ctx));
      if (known === Exits.yes) break;
    }
    return known;
  },
  print: (value) => (value === Exits.yes ? "ends the process" : "may end the process"),
});

/**
 * `process.exit(1)`, or `process.exit` handed on. An exit code that is set is an end that somebody planned, and so is a
 * signal that the process gives itself, or a word to the process that started it.
 */
const ends = new RegExp(
  "\\bprocess\\s*\\??\\.\\s*(exit|reallyExit|abort|kill|exitCode|emit|send|disconnect)\\b|" +
    "\\bDeno\\.exit\\b|\\bapp\\.(exit|quit|relaunch)\\(",
);

function endsByText(body: Node): boolean {
  const last = is.isBlock(body) ? body.statements.at(-1) : undefined;
  return ends.test(body.getText()) || (last !== undefined && is.isThrowStatement(last));
}

function callsIn(body: Node): readonly Call[] {
  const found: Call[] = [];
  const look = (node: Node): void => {
    if (is.isCallExpression(node) || is.isNewExpression(node)) found.push(node);
    node.forEachChild(look);
  };
  look(body);
  return found;
}

function* ofCall(call: Call, ctx: FactContext): Asking<Exits> {
  if (is.isTaggedTemplateExpression(call)) return Exits.no;
  const name = nameOf(call.expression);
  if (isReporter(call.expression)) return Exits.no;
  let known = ofCallee(yield* ctx.callee(call), name, ctx);
  for (const argument of call.arguments ?? []) {
    if (!is.isIdentifier(argument) || known === Exits.yes || !mayBeFunction(argument)) continue;
    const value = yield* ctx.functionValue(argument);
    if (value.kind === "functions") known = exits.join(known, ofCallee(value, argument.text, ctx));
  }
  return known;
}

function ofCallee(callee: Callee, name: string, ctx: FactContext): Exits {
  switch (callee.kind) {
    case "functions": {
      const known = callee.functions.map((fn) => ctx.read(exits, fn)).reduce(exits.join, Exits.no);
      return callee.open ? exits.join(known, byName(name)) : known;
    }
    case "library":
      return callee.origin.package === "lib" ? Exits.no : endsByName.test(name) ? Exits.perhaps : Exits.no;
    default:
      return byName(name);
  }
}

/** Of what cannot be seen, only what reads like a report is taken to come back. */
function byName(name: string): Exits {
  return reports.test(name) ? Exits.no : Exits.perhaps;
}

const endsByName =
  /exit|quit|shut|terminat|die$|kill|abort|stop|close|destroy|crash|restart|panic|dispose|teardown|disconnect|^emit/i;
const reports = new RegExp(
  "^(log|error|warn|info|debug|trace|fatal|verbose|notice|critical|write|print\\w*|toString|get\\w*|now)$|" +
    "captur|report|notif|track|record|increment|gauge|send|publish|flush|format|serializ|stringify",
  "i",
);

/** `console.error(…)`, `this.logger.fatal(…)`: so frequent that asking is worth avoiding. */
function isReporter(callee: Node): boolean {
  return is.isPropertyAccessExpression(callee) && /^(this\.)?_?(console|log(ger)?)$/i.test(callee.expression.getText());
}

/** Numbers, errors and the like are no functions; only their type would tell, and their names mostly do. */
function mayBeFunction({ text }: { readonly text: string }): boolean {
  return !/^(e|err|error|reason|undefined|message|msg|\w+Err(or)?)$/.test(text);
}

function nameOf(callee: Node): string {
  if (is.isPropertyAccessExpression(callee)) return callee.name.text;
  return callee.kind === SyntaxKind.SuperKeyword ? "super" : callee.getText();
}
