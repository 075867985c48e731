/**
 * What could not be seen for want of types. A call on a package that is not installed has no types, and a rule that
 * asks types is silent there: the audit says so, lest silence be taken for soundness.
 */
import type { Analysis } from "./analyse.ts";
import type { Compiler } from "./compiler.ts";
import { getOrMake } from "./maps.ts";
import type { TypeCoverage } from "./session.ts";
import { nodesOf } from "./table.ts";
import { type Asking, type Node, type SourceFile, SyntaxKind, is } from "./ts.ts";
import type { World } from "./world.ts";

const callKinds: ReadonlySet<SyntaxKind> = new Set([SyntaxKind.CallExpression]);

export class TypeCount {
  readonly #calls = new Map<string, { readonly calls: number; readonly untyped: ReadonlyMap<string, number> }>();
  /** Whether a module specifier resolves, by the number of the project and specifier: asked once. */
  readonly #resolved = new Map<number, Map<string, boolean>>();

  add(analyses: readonly Analysis[], world: World, compiler: Compiler): void {
    this.#resolve(analyses, world, compiler);
    for (const { sourceFile } of analyses) {
      const calls = nodesOf(sourceFile, callKinds);
      const untyped = new Map<string, number>();
      const owners = this.#unresolvedNames(sourceFile, world);
      if (owners.size > 0) {
        for (const call of calls) {
          const owner = owners.get(rootName(call) ?? "");
          if (owner) untyped.set(owner, (untyped.get(owner) ?? 0) + 1);
        }
        for (const owner of owners.values()) untyped.set(owner, untyped.get(owner) ?? 0);
      }
      this.#calls.set(sourceFile.fileName, { calls: calls.length, untyped });
    }
  }

  total(): TypeCoverage {
    let calls = 0;
    const missing = new Map<string, number>();
    for (const file of this.#calls.values()) {
      calls += file.calls;
      for (const [name, count] of file.untyped) missing.set(name, (missing.get(name) ?? 0) + count);
    }
    const missingPackages = [...missing].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([name]) => name);
    const untypedCalls = [...missing.values()].reduce((sum, count) => sum + count, 0);
    return { calls, untypedCalls, missingPackages };
  }

  /** What resolves may be another now. The counts stay: they are of the files as last checked. */
  clear(): void {
    this.#resolved.clear();
  }

  #resolve(analyses: readonly Analysis[], world: World, compiler: Compiler): void {
    const questions: Asking<void>[] = [];
    for (const { sourceFile } of analyses) {
      const known = this.#known(sourceFile.fileName, world);
      if (!known) continue;
      for (const specifier of sourceFile.imports) {
        const name = packageName(specifier);
        if (name === undefined || known.has(name)) continue;
        known.set(name, true);
        questions.push(
          (function* (): Asking<void> {
            // The symbol of a module is there for ambient modules too, which no file stands for.
            const symbol = yield* world.home(specifier).checker.getSymbolAtLocation.gen(specifier);
            known.set(name, symbol !== undefined);
          })(),
        );
      }
    }
    if (questions.length > 0) compiler.batch(questions);
  }

  #unresolvedNames(sourceFile: SourceFile, world: World): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    const known = this.#known(sourceFile.fileName, world);
    if (!known) return names;
    for (const specifier of sourceFile.imports) {
      const name = packageName(specifier);
      if (name === undefined || known.get(name) !== false) continue;
      for (const local of boundNames(specifier)) names.set(local, name);
    }
    return names;
  }

  #known(file: string, world: World): Map<string, boolean> | undefined {
    const owner = world.workspace.owners.get(file);
    return owner === undefined ? undefined : getOrMake(this.#resolved, owner, () => new Map());
  }
}

/** The local names that an import binds. */
function boundNames(specifier: Node): readonly string[] {
  const statement = specifier.parent;
  if (!is.isImportDeclaration(statement) || statement.importClause?.phaseModifier !== undefined) return [];
  const names: string[] = [];
  const clause = statement.importClause;
  if (clause?.name) names.push(clause.name.text);
  const bindings = clause?.namedBindings;
  if (bindings && is.isNamespaceImport(bindings)) names.push(bindings.name.text);
  else if (bindings) for (const element of bindings.elements) names.push(element.name.text);
  return names;
}

/** The package that a specifier names; undefined for the project's own files and Node's modules. */
function packageName(specifier: Node): string | undefined {
  if (!is.isStringLiteral(specifier) || /^([./#~]|node:|@\/)/.test(specifier.text)) return undefined;
  return specifier.text.split("/").slice(0, specifier.text.startsWith("@") ? 2 : 1).join("/");
}

function rootName(call: Node): string | undefined {
  let at: Node = call;
  for (;;) {
    if (is.isCallExpression(at) || is.isPropertyAccessExpression(at) || is.isNonNullExpression(at)) at = at.expression;
    else return is.isIdentifier(at) ? at.text : undefined;
  }
}
