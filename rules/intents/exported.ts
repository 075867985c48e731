/** The exported functions of a package that may guard what they are given, and naming one of them in a fix. */
import type { Questions, RuleContext } from "../../core/context.ts";
import { type Callable, hasModifier, isFunction } from "../../core/functions.ts";
import type { Survey } from "../../core/survey.ts";
import { type Asking, type Node, type SourceFile, SyntaxKind, is } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import { isScript, isTest } from "../shared/paths.ts";
import { perFile } from "../shared/per-file.ts";
import { specifierTo } from "../shared/specifier.ts";
import { isSetTo } from "../shared/tags.ts";

export interface Own {
  readonly name: string;
  readonly fn: Callable;
  readonly file: string;
}

type Doing = "timeout" | "catch";

/** Those of the same package whose files speak of such things, and those that the settings name. */
export function* exportedFunctions(does: Doing, site: Node, ctx: RuleContext): Asking<readonly Own[]> {
  const folder = ctx.packageFolder(site.getSourceFile().fileName);
  const own: Own[] = [];
  for (const [file, { names, hints }] of ctx.survey(survey)) {
    const meant = hints.includes(does) ? names : names.filter((name) => isSetTo(does, name, file, ctx.settings.wrappers));
    if (meant.length === 0 || ctx.packageFolder(file) !== folder || !ctx.sharesProgram(site, file)) continue;
    const sourceFile = yield* ctx.sourceFile(file);
    for (const name of meant) {
      const fn = sourceFile && exportedBy(sourceFile).get(name);
      if (fn && !holdsNode(fn, site)) own.push({ name, fn, file });
    }
  }
  return own;
}

/** Makes an exported function's name available in a file, and returns what to write for it. */
export function* ownName(name: string, file: string, home: SourceFile, ctx: Questions): Asking<(writer: Writer) => string> {
  if (home.fileName === file) return () => name;
  const from = yield* specifierTo(home, file, ctx);
  return (writer) => writer.importName(name, from);
}

interface Exported {
  readonly names: readonly string[];
  /** What the file speaks of. */
  readonly hints: readonly Doing[];
}

const declaration = /^export\s+(?:async\s+)?(?:function\s+|const\s+(?=[\w$]+\s*(?::[^=\n]+)?=\s*(?:async\s*)?[<(]))([\w$]+)/gm;
const speaksOf: Readonly<Record<Doing, RegExp>> = {
  timeout: /setTimeout|AbortSignal\.timeout|@resilience\s|pTimeout|Timeout\(/,
  catch: /@resilience\s|\.catch\(\s*next\s*\)|return\s+(?:async\s*)?(?:function\b|\([^)]*\)[^=;]*=>)|=>\s*(?:async\s*)?\([^)]*\)[^=;]*=>/,
};

const survey: Survey<Exported, ReadonlyMap<string, Exported>> = {
  of(text, file) {
    if (isTest(file) || isScript(file)) return undefined;
    const names = [...text.matchAll(declaration)].map(([, name = ""]) => name);
    if (names.length === 0) return undefined;
    return { names, hints: (["timeout", "catch"] as const).filter((does) => speaksOf[does].test(text)) };
  },
  merge: (parts) => parts,
};

/** The exported functions of a file that have a body, by name. */
const exportedBy = perFile((sourceFile): ReadonlyMap<string, Callable> => {
  const found = new Map<string, Callable>();
  for (const statement of sourceFile.statements) {
    if (!hasModifier(statement, SyntaxKind.ExportKeyword)) continue;
    if (is.isFunctionDeclaration(statement) && statement.name && statement.body) found.set(statement.name.text, statement);
    if (!is.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer && isFunction(initializer) && is.isIdentifier(name)) found.set(name.text, initializer);
    }
  }
  return found;
});

function holdsNode(fn: Node, site: Node): boolean {
  return fn.getSourceFile() === site.getSourceFile() && fn.pos <= site.pos && site.end <= fn.end;
}
