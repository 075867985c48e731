/** How a file names another file of its program: through an alias that it uses already, or by the way from here to there. */
import { posix } from "node:path";
import type { Questions } from "../../core/context.ts";
import { codeEnding, withoutEnding } from "../../core/fix/specifier.ts";
import { type Asking, type ImportDeclaration, type Node, type SourceFile, is } from "../../core/ts.ts";

/** The writer gives what is relative the ending that the file's own imports have. */
export function* specifierTo(from: SourceFile, to: string, ctx: Questions): Asking<string> {
  const path = relativeSpecifier(from, to);
  if (!path.startsWith("../")) return path;
  const statements = from.statements.filter((statement) => is.isImportDeclaration(statement));
  // Who climbs up to other folders by relative paths would not write an alias here.
  if (statements.some((statement) => moduleOf(statement).startsWith("../"))) return path;
  for (const statement of statements) {
    const alias = yield* aliasOf(statement, ctx);
    if (alias && to.startsWith(alias.folder)) return alias.prefix + ended(to.slice(alias.folder.length), moduleOf(statement));
  }
  return path;
}

/** The way from a file to another, with its ending. */
export function relativeSpecifier({ fileName }: SourceFile, to: string): string {
  const path = posix.relative(posix.dirname(fileName), to);
  return path.startsWith("../") ? path : `./${path}`;
}

interface Alias {
  /** `@/` */
  readonly prefix: string;
  /** The folder that it stands for, with the slash. */
  readonly folder: string;
}

/** `@/utils/log`, which is `/project/src/utils/log.ts`: `@/` stands for `/project/src/`. */
function* aliasOf(statement: ImportDeclaration, ctx: Questions): Asking<Alias | undefined> {
  const module = moduleOf(statement);
  const name = module.startsWith(".") ? undefined : importedName(statement);
  const declaration = name && (yield* ctx.declarationOf(name));
  const file = declaration?.getSourceFile().fileName;
  if (file === undefined || file.includes("/node_modules/")) return undefined;
  const tail = file.replace(codeEnding, "").split("/");
  const parts = module.replace(codeEnding, "").split("/");
  let same = 0;
  while (same < parts.length && parts.at(-1 - same) === tail.at(-1 - same)) same++;
  if (same === 0) return undefined;
  return { prefix: parts.slice(0, parts.length - same).map((part) => `${part}/`).join(""), folder: `${tail.slice(0, tail.length - same).join("/")}/` };
}

function importedName({ importClause }: ImportDeclaration): Node | undefined {
  const bindings = importClause?.namedBindings;
  return importClause?.name ?? (bindings && is.isNamedImports(bindings) ? bindings.elements[0]?.name : undefined);
}

function moduleOf({ moduleSpecifier }: ImportDeclaration): string {
  return moduleSpecifier.getText().slice(1, -1);
}

/** A path with the ending that another import has, or with none. */
function ended(path: string, like: string): string {
  const given = codeEnding.exec(like)?.[0];
  if (given === undefined) return withoutEnding(path);
  return given.includes("j") ? path.replace(/\.([cm]?)tsx?$/, ".$1js") : path;
}
