import type { RuleContext } from "../../core/context.ts";
import { enclosingFunction } from "../../core/functions.ts";
import { type Fix, type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import { skipWrapping } from "../../core/values.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, SyntaxKind, TypeFlags, is } from "../../core/ts.ts";
import { standardName } from "../intents/standard.ts";
import { runtimeOf } from "../shared/browser.ts";
import { type Construction, constructionOf } from "../shared/construction.ts";
import { isScript, isTest } from "../shared/paths.ts";
import { rejectsWith } from "../shared/rejecting.ts";
import { type StandardError, standardError } from "../shared/standard-error.ts";

type Raw = NewExpression | CallExpression;

export default defineRule({
  id: "raw-error",
  family: "errors",
  category: "risk",
  since: "0.1.0",
  summary: "a failure thrown as a bare `Error`, which nobody can tell from any other",
  explain: `
A bare \`Error\` carries a sentence for people and nothing for programs. The retry that should skip a validation failure,
the handler that should answer 404 and the alert that should ring only for outages can go by its message alone, and
messages change.

Throw the project's standard error, which carries a code or a category. The rule takes it from the settings
(\`standardError\`), or finds it: the subclass of \`Error\` with a code or category that the project throws most. Where
there is none, the finding is only a hint (hardening).

**Leave it alone** where a failure means that the program itself is wrong: unreachable branches, broken invariants and
misuse by the caller are to be read by a programmer, and no program will act on them. Those the rule knows by their
wording and place (see \`invariants\`), and it is silent in tests and scripts.
`,
  options: {
    invariants: {
      type: "boolean",
      default: true,
      description: "Leave alone errors that say the program itself is wrong: unreachable code, misuse, missing implementations.",
    },
    scripts: {
      type: "boolean",
      default: false,
      description: "Look at build scripts, examples and configuration files too.",
    },
  },
  examples: [
    {
      title: "The project has a standard error",
      files: {
        "errors.ts": `export class AppError extends Error {
  constructor(message: string, readonly code: string = "INTERNAL", options?: ErrorOptions) {
    super(message, options);
  }
}
export const missing = () => { throw new AppError("no such user", "NOT_FOUND"); };
export const taken = () => { throw new AppError("name is taken", "CONFLICT"); };
export const denied = () => { throw new AppError("not yours", "FORBIDDEN"); };
`,
      },
      bad: `import { missing } from "./errors";

export function rename(user: { name: string } | undefined, name: string) {
  if (!user) return missing();
  if (name === "") throw new Error("a name cannot be empty");
                             ~~~~~
  user.name = name;
}
`,
      fix: `import { missing, AppError } from "./errors";

export function rename(user: { name: string } | undefined, name: string) {
  if (!user) return missing();
  if (name === "") throw new AppError("a name cannot be empty");
  user.name = name;
}
`,
      good: `import { AppError, missing } from "./errors";

export function rename(user: { name: string } | undefined, name: string) {
  if (!user) return missing();
  if (name === "") throw new AppError("a name cannot be empty", "INVALID");
  user.name = name;
}
`,
    },
    {
      title: "An invariant is for programmers",
      good: `export function area(shape: { kind: "square"; side: number } | { kind: "circle"; radius: number }): number {
  switch (shape.kind) {
    case "square":
      return shape.side ** 2;
    case "circle":
      return Math.PI * shape.radius ** 2;
    default:
      throw new Error("unreachable");
  }
}
`,
    },
  ],
  check: {
    *ThrowStatement(node, ctx) {
      return yield* judge(node.expression, ctx);
    },
    *CallExpression(node, ctx) {
      const [first] = node.arguments;
      return first && rejectsWith(node) ? yield* judge(first, ctx) : undefined;
    },
  },
});

function* judge(thrown: Node, ctx: RuleContext): Asking<Verdict> {
  const made = skipWrapping(thrown);
  if (!is.isNewExpression(made) && !is.isCallExpression(made)) return undefined;
  const name = made.expression;
  if (!is.isIdentifier(name) || leftAlone(made, ctx)) return undefined;
  if (name.text !== "Error") return is.isNewExpression(made) && /Error$/.test(name.text) ? met(made) : undefined;
  const callee = yield* ctx.callee(made);
  if (callee.kind !== "library" || !callee.origin.global) return undefined;
  const standard = yield* standardError(made, ctx);
  const isFit = yield* hasText(made, ctx);
  if (!standard) return unclassified(made, isFit && runtimeOf(made, ctx) === "node", ctx);
  if (standard.module === made.getSourceFile().fileName) return undefined;
  const construction = isFit ? yield* constructionOf(standard, made, ctx) : undefined;
  return classified(made, name, standard, construction);
}

/** `Error` takes a message that may be `undefined`; the classes that are written in its place want a text. */
function* hasText({ arguments: given }: Raw, ctx: RuleContext): Asking<boolean> {
  const [message] = given ?? [];
  if (!message || is.isStringLiteral(message) || is.isTemplateExpression(message)) return true;
  return yield* ctx.kept(message, "text", function* () {
    const type = yield* ctx.type(message);
    const parts = type.isUnionType() ? yield* type.getTypes.gen() : [type];
    return parts.every(({ flags }) => (flags & (TypeFlags.StringLike | TypeFlags.Any)) !== 0);
  });
}

function leftAlone(made: Raw, ctx: RuleContext): boolean {
  const path = ctx.relativePath(made);
  if (isTest(path) || (ctx.options["scripts"] === false && isScript(path))) return true;
  return ctx.options["invariants"] === true && isInvariant(made);
}

const programmersWords =
  /unreachable|exhaust|invariant|impossible|should (never|not)|must (be (used|called|wrapped|run|initiali[sz]ed)|not be called|implement)|(not|un)[- ]?(yet )?implemented|abstract method|assert|never happen|not initiali[sz]ed|before (calling|using)|used (within|inside|outside)|can(no|')t happen/i;

/** The failure says that the program itself is wrong, not that something it depends on failed. */
function isInvariant(made: Raw): boolean {
  const [message] = made.arguments ?? [];
  if (message && programmersWords.test(message.getText())) return true;
  const fn = enclosingFunction(made);
  const name = (fn as { name?: Node }).name?.getText() ?? "";
  if (/^(assert|invariant|unreachable|exhaustive|panic|ensure|expect)/i.test(name)) return true;
  return inDefaultOfSwitch(made);
}

function inDefaultOfSwitch(node: Node): boolean {
  for (let at = node.parent; at && !is.isSourceFile(at); at = at.parent) {
    if (at.kind === SyntaxKind.DefaultClause) return true;
    if (is.isBlock(at) && at.parent.kind !== SyntaxKind.DefaultClause) return false;
  }
  return false;
}

function classified(made: Raw, at: Node, standard: StandardError, construction: Construction | undefined): Report {
  const { name, kinds } = standard;
  const family = kinds.length > 0 ? ` or one of its kinds (${kinds.slice(0, 3).map((kind) => `\`${kind}\``).join(", ")})` : "";
  return {
    at,
    message: `raw \`Error\` in a project whose failures are \`${name}\``,
    why: "retries, error handlers and alerts cannot tell this failure from any other: it has no code",
    remedy: `throw \`${name}\`${family}, with a code that says what failed`,
    fixes: construction ? [replacement(made, construction)] : [],
  };
}

/** The standard error that would be written into the project stands on Node's own modules, which no page has. */
function unclassified(made: Raw, takesStandard: boolean, ctx: RuleContext): Report {
  return {
    at: made.expression,
    category: "hardening",
    message: "raw `Error` that only its message tells from others",
    why: "retries, error handlers and alerts have no code to go by, and messages change",
    remedy: "throw a subclass of `Error` that carries a code; name it as `standardError` in the settings",
    fixes: takesStandard && isPlain(made) ? [standardised(made, ctx)] : [],
  };
}

/** A message, and a cause at most: what the standard error takes as well. */
function isPlain({ arguments: given }: Raw): boolean {
  const [message, options] = given ?? [];
  if (!message || is.isSpreadElement(message) || (given?.length ?? 0) > 2) return false;
  return !options || (is.isObjectLiteralExpression(options) && /^\{\s*cause\b[^,]*,?\s*\}$/.test(options.getText()));
}

function standardised(made: Raw, ctx: RuleContext): Fix {
  const { use, source } = standardName("AppError", "app-error", made, ctx);
  const [message, options] = made.arguments ?? [];
  const category = categoryOf(message?.getText() ?? "");
  return {
    title: `Throw \`AppError\`${source === undefined ? "" : `, ${source}`}`,
    safety: "suggestion",
    write(writer) {
      writer.replace(made.expression, use(writer));
      if (!is.isNewExpression(made)) writer.insertBefore(made, "new ");
      if (category === undefined) return;
      if (options && is.isObjectLiteralExpression(options)) writer.addProperty(options, "category", `"${category}"`);
      else writer.addArgument(made, `{ category: "${category}" }`);
    },
  };
}

/** What the message says of the kind of failure; undefined where it does not say. */
function categoryOf(message: string): string | undefined {
  return categories.find(([words]) => words.test(message))?.[1];
}

const categories: readonly (readonly [words: RegExp, category: string])[] = [
  [/\bnot found\b|\bno such\b|does(n't| not) exist|\bunknown \w+ id\b/i, "not-found"],
  [/\balready (exists|taken|used|in use)\b|\bconflict\b|\bduplicate\b/i, "conflict"],
  [/\bunauthenticated\b|\b(invalid|wrong|expired) (credentials|password|token|session)\b|\bnot (logged|signed) in\b/i, "authentication"],
  [/\bforbidden\b|\bnot allowed\b|\bpermission\b|\bunauthorized\b|\baccess denied\b/i, "authorisation"],
  [/\btoo many requests\b|\brate limit/i, "rate-limit"],
  [/\btimed? ?out\b|\btoo long\b/i, "timeout"],
  [/\benvironment variable\b|\benv\b|\bis not (set|configured)\b|\bmissing config/i, "configuration"],
  [/\binvalid\b|\bmust (be|have|contain)\b|\bis required\b|\bcannot be empty\b|\bmalformed\b/i, "validation"],
];

function replacement(made: Raw, { name, from, between }: Construction): Fix {
  return {
    title: `Throw \`${name}\``,
    safety: "suggestion",
    write(writer) {
      writer.replace(made.expression, writer.importName(name, from));
      if (!is.isNewExpression(made)) writer.insertBefore(made, "new ");
      const options = made.arguments?.[1];
      if (options && between > 0) writer.insertBefore(options, "undefined, ".repeat(between));
    },
  };
}
