/** How the standard error is made in place of a raw `Error`: only where the result is sure to compile. */
import type { Questions } from "../../core/context.ts";
import { hasModifier } from "../../core/functions.ts";
import { type Asking, type Node, type ParameterDeclaration, type SourceFile, SyntaxKind, is } from "../../core/ts.ts";
import { specifierTo } from "./specifier.ts";
import { type ClassNode, type StandardError, classNamed } from "./standard-error.ts";

export interface Construction {
  readonly name: string;
  /** The module to import it from, as seen from the file that throws. */
  readonly from: string;
  /** Arguments to put between the message and the options, so that the options arrive in their place. */
  readonly between: number;
}

/** `made` is the construction of the raw error: its arguments must fit. */
export function* constructionOf(
  standard: StandardError,
  made: Node & { readonly arguments?: readonly Node[] },
  ctx: Questions,
): Asking<Construction | undefined> {
  if (!standard.module) return undefined;
  const home = yield* ctx.sourceFile(standard.module);
  const declaration = home && exportedClass(home, standard.name);
  if (!home || !declaration || hasModifier(declaration, SyntaxKind.AbstractKeyword)) return undefined;
  const parameters = constructorParameters(declaration, home);
  const between = parameters && fit(parameters, made.arguments ?? []);
  if (between === undefined) return undefined;
  return { name: standard.name, from: yield* specifierTo(made.getSourceFile(), standard.module, ctx), between };
}

function exportedClass(home: SourceFile, name: string): ClassNode | undefined {
  const declaration = classNamed(home, name);
  if (!declaration || hasModifier(declaration, SyntaxKind.DefaultKeyword)) return undefined;
  if (hasModifier(declaration, SyntaxKind.ExportKeyword)) return declaration;
  const listed = home.statements.some(
    (statement) =>
      is.isExportDeclaration(statement) &&
      !statement.moduleSpecifier &&
      statement.exportClause &&
      is.isNamedExports(statement.exportClause) &&
      statement.exportClause.elements.some((each) => each.name.getText() === name && !each.propertyName),
  );
  return listed ? declaration : undefined;
}

type Parameter = Pick<ParameterDeclaration, "name" | "questionToken" | "initializer" | "dotDotDotToken" | "type">;

/** The parameters of the constructor that runs, the base class's where there is no own; undefined where it is not seen. */
function constructorParameters(declaration: ClassNode, home: SourceFile): readonly Parameter[] | "error" | undefined {
  const own = declaration.members.find((member) => member.kind === SyntaxKind.Constructor);
  if (own) return (own as Node & { parameters: readonly ParameterDeclaration[] }).parameters;
  const heritage = declaration.heritageClauses?.find((each) => each.getText().startsWith("extends"));
  const base = heritage?.getText().replace(/^extends\s+/, "");
  if (base === "Error") return "error";
  const next = base && classNamed(home, base);
  return next && next !== declaration ? constructorParameters(next, home) : undefined;
}

/** How many arguments stand between message and options; undefined where the raw error's arguments do not fit. */
function fit(parameters: readonly Parameter[] | "error", given: readonly Node[]): number | undefined {
  if (given.length > 2 || given.some((argument) => is.isSpreadElement(argument))) return undefined;
  if (parameters === "error") return 0;
  const [message, ...rest] = parameters;
  if (!message || !/^(message|msg|text|reason|description)$/i.test(message.name.getText())) return undefined;
  if (message.type && message.type.kind !== SyntaxKind.StringKeyword) return undefined;
  if (given.length === 0 && !isOptional(message)) return undefined;
  if (!rest.every(isOptional)) return undefined;
  if (given.length < 2) return 0;
  const options = rest.findIndex((each) => each.type?.getText() === "ErrorOptions");
  return options < 0 ? undefined : options;
}

function isOptional({ questionToken, initializer, dotDotDotToken }: Parameter): boolean {
  return questionToken !== undefined || initializer !== undefined || dotDotDotToken !== undefined;
}
