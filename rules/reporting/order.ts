/** What a logger takes: by the catalog, or by how the workspace declares its `error`. */
import type { Questions } from "../../core/context.ts";
import { hasModifier } from "../../core/functions.ts";
import { type Asking, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { type Part, loggerOrder } from "../catalog/loggers.ts";
import { type Nature, declarationOf, functionType, libraryBase, memberOf } from "./nature.ts";

/** Undefined where it is no logger, or one that cannot be given an error. */
export function* orderOf(nature: Nature, ctx: Questions): Asking<readonly Part[] | undefined> {
  if (!("declaring" in nature)) return loggerOrder(nature);
  for (const base of yield* libraryBase(nature, ctx)) {
    const order = loggerOrder(base);
    if (order) return order;
  }
  const members: Node[] = [];
  for (const name of ["error", "warn", "info"]) {
    const member = yield* memberOf(nature, (each) => each === name, ctx);
    if (!member) return undefined;
    members.push(member);
  }
  return yield* orderOfMethod(members[0] as Node, ctx);
}

function* orderOfMethod(member: Node, ctx: Questions): Asking<readonly Part[] | undefined> {
  const { type, initializer } = member as { type?: Node; initializer?: Node };
  if (initializer && /^console\.error(\.bind\(console\))?$/.test(initializer.getText())) return ["words", "error"];
  const isProperty = is.isPropertySignatureDeclaration(member) || is.isPropertyDeclaration(member) || is.isPropertyAssignment(member);
  const signature = !isProperty ? member : type ? yield* functionType(type, ctx) : initializer;
  const { parameters, type: result } = (signature ?? {}) as Signature;
  // A promise of it would be one more that nobody handles.
  if (!parameters || /\bPromise\b/.test(result?.getText() ?? "")) return undefined;
  if (hasModifier(signature as Node, SyntaxKind.AsyncKeyword)) return undefined;
  const taken: Taken[] = [];
  for (const each of parameters) taken.push(yield* takenBy(each, ctx));
  return partsOf(taken);
}

interface Signature {
  readonly parameters?: readonly Parameter[];
  readonly type?: Node;
}

interface Parameter {
  readonly name: Node;
  readonly type?: Node;
  readonly questionToken?: Node;
  readonly dotDotDotToken?: Node;
  readonly initializer?: Node;
}

interface Taken {
  /** `open`: anything. `other`: what neither an error nor words are. */
  readonly kind: "words" | "open" | "cast error" | "fields" | "other";
  readonly name: string;
  readonly optional: boolean;
  readonly rest: boolean;
}

function* takenBy({ name, type, questionToken, dotDotDotToken, initializer }: Parameter, ctx: Questions): Asking<Taken> {
  const rest = dotDotDotToken !== undefined;
  const element = rest && type ? elementOf(type) : type;
  return {
    kind: rest && type && !element ? "other" : yield* kindOf(element, ctx),
    name: name.getText(),
    optional: rest || questionToken !== undefined || initializer !== undefined,
    rest,
  };
}

/** `unknown[]`, `Array<unknown>`, `readonly unknown[]` */
function elementOf(type: Node): Node | undefined {
  if (is.isArrayTypeNode(type)) return type.elementType;
  if (is.isTypeOperatorNode(type)) return elementOf(type.type);
  return is.isTypeReferenceNode(type) && /^(Readonly)?Array$/.test(type.typeName.getText()) ? type.typeArguments?.[0] : undefined;
}

function* kindOf(type: Node | undefined, ctx: Questions, depth = 0): Asking<Taken["kind"]> {
  if (!type || type.kind === SyntaxKind.UnknownKeyword || type.kind === SyntaxKind.AnyKeyword) return "open";
  if (type.kind === SyntaxKind.StringKeyword) return "words";
  if (type.kind === SyntaxKind.ObjectKeyword) return "cast error";
  if (is.isUnionTypeNode(type)) {
    const kinds: Taken["kind"][] = [];
    for (const each of type.types) kinds.push(yield* kindOf(each, ctx, depth + 1));
    return (["open", "cast error", "fields", "words"] as const).find((kind) => kinds.includes(kind)) ?? "other";
  }
  if (is.isTypeLiteralNode(type)) return /^\{\s*(readonly\s+)?\[\w+: string\]:\s*(unknown|any);?\s*\}$/.test(type.getText()) ? "fields" : "other";
  if (!is.isTypeReferenceNode(type)) return "other";
  const text = type.getText();
  if (text === "Error") return "cast error";
  if (/^(Readonly<)?Record<string, (unknown|any)>+$/.test(text)) return "fields";
  const declaration = depth < 5 && is.isIdentifier(type.typeName) ? yield* declarationOf(type.typeName, ctx) : undefined;
  const isOwn = declaration && !declaration.getSourceFile().fileName.includes("/node_modules/");
  return isOwn && is.isTypeAliasDeclaration(declaration) ? yield* kindOf(declaration.type, ctx, depth + 1) : "other";
}

function partsOf(taken: readonly Taken[]): readonly Part[] | undefined {
  const [first, second] = taken;
  if (!first || taken.slice(2).some(({ optional }) => !optional)) return undefined;
  // Whatever comes is taken, so words lead.
  if (first.rest) return first.kind === "open" ? ["words", "error"] : undefined;
  const follows = second === undefined || second.optional;
  const carries = second ? partFor(second) : undefined;
  if (first.kind === "words" || (first.kind === "open" && isNamedForWords(first))) {
    if (carries) return ["words", carries];
    return first.kind === "open" && follows ? ["error"] : undefined;
  }
  const lead = partFor(first);
  if (!lead) return undefined;
  if (second?.kind === "words" || second?.kind === "open") return [lead, "words"];
  return follows ? [lead] : undefined;
}

/** How an error is handed to a parameter. */
function partFor({ kind }: Taken): Part | undefined {
  if (kind === "open") return "error";
  return kind === "cast error" || kind === "fields" ? kind : undefined;
}

function isNamedForWords({ name }: Taken): boolean {
  return /^(m|msg|text|words|what|\w*[mM]essage)$/.test(name);
}
