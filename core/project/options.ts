/** Makes compiler options of any TypeScript since 3 mean under TypeScript 7 what they meant to their author. */
import {
  ModuleKind,
  ModuleResolutionKind,
  type CompilerOptions,
  type ParsedCommandLine,
  type RawCompilerOptions,
} from "../ts.ts";
import { folderOf, resolveFrom } from "./paths.ts";
import { resolveTypes } from "./types.ts";

/** The compiler's own numbers, for the enums that its API does not export. */
export const jsxPreserve = 1;
const targetEs5: number = 1;

/** Options that the parser of 7 still reads and its checker refuses. */
interface Dropped {
  baseUrl?: string;
  outFile?: string;
  downlevelIteration?: boolean;
  esModuleInterop?: boolean;
  allowSyntheticDefaultImports?: boolean;
  alwaysStrict?: boolean;
  pathsBasePath?: string;
}

/** Options of TypeScript 5 and before that the parser of 7 does not even know. None of them changes a type. */
const forgotten = new Set(
  (
    "charset diagnostics importsNotUsedAsValues keyofStringsOnly noImplicitUseStrict noStrictGenericChecks out " +
    "preserveValueImports suppressExcessPropertyErrors suppressImplicitAnyIndexErrors"
  ).split(" "),
);

/** Options about output. We write none, and some of them make the compiler do more. */
const outputOptions = (
  "composite incremental tsBuildInfoFile declaration declarationMap emitDeclarationOnly isolatedDeclarations sourceMap " +
  "inlineSourceMap inlineSources sourceRoot mapRoot emitBOM importHelpers noEmitOnError ignoreDeprecations plugins pretty " +
  "traceResolution listFiles listEmittedFiles explainFiles diagnostics extendedDiagnostics generateCpuProfile " +
  "generateTrace watch build project"
).split(" ");

export interface Translation {
  readonly options: RawCompilerOptions;
  /** What had to be translated, as its author wrote it: `baseUrl`, `target=es5`. */
  readonly translated: readonly string[];
}

export function translate(parsed: CompilerOptions, configFile: string): Translation {
  const {
    baseUrl,
    outFile,
    downlevelIteration,
    esModuleInterop,
    allowSyntheticDefaultImports,
    alwaysStrict,
    pathsBasePath,
    ...kept
  } = parsed as CompilerOptions & Dropped;
  const options: RawCompilerOptions = { ...kept };
  const translated: string[] = [];

  if (outFile !== undefined) translated.push("outFile");
  if (downlevelIteration !== undefined) translated.push("downlevelIteration");
  if (esModuleInterop === false) translated.push("esModuleInterop=false");
  if (allowSyntheticDefaultImports === false) translated.push("allowSyntheticDefaultImports=false");
  if (alwaysStrict === false) translated.push("alwaysStrict=false");
  if (parsed.target !== undefined && parsed.target <= targetEs5) {
    translated.push(parsed.target === targetEs5 ? "target=es5" : "target=es3");
    delete options.target;
  }
  translateModule(parsed, options, translated);

  const paths = absolutePaths(parsed.paths ?? {}, baseUrl ?? pathsBasePath ?? folderOf(configFile));
  if (baseUrl !== undefined) {
    translated.push("baseUrl");
    // A pattern that matches is the last word, so `baseUrl` never came after the user's own "*".
    paths["*"] ??= [`${baseUrl}/*`];
  }
  options.paths = paths;

  // Without `jsx`, an import of a .tsx file has no types. Without `types`, 7 takes none, where 5 took all there are.
  options.jsx ??= jsxPreserve;
  options.types = resolveTypes(parsed.types ?? ["*"], folderOf(configFile), parsed.typeRoots);
  for (const name of outputOptions) delete (options as Record<string, unknown>)[name];
  return { options: { ...options, configFilePath: configFile, noEmit: true, skipLibCheck: true }, translated };
}

/** Sorts what the parser complained of: options that were dropped long ago, options nobody knows, and real trouble. */
export function sortErrors(errors: ParsedCommandLine["errors"]): {
  readonly forgotten: readonly string[];
  readonly unknown: ParsedCommandLine["errors"];
  readonly rest: ParsedCommandLine["errors"];
} {
  const named = (error: { readonly text: string }): string => /'([^']+)'/.exec(error.text)?.[1] ?? "";
  const unknown = errors.filter((error) => error.code === 5023 || error.code === 5025);
  return {
    forgotten: unknown.map(named).filter((name) => forgotten.has(name)),
    unknown: unknown.filter((error) => !forgotten.has(named(error))),
    rest: errors.filter((error) => !unknown.includes(error) && !emptyProject.has(error.code)),
  };
}

/** "No inputs were found", "The 'files' list is empty": such a project simply has nothing to read. */
const emptyProject = new Set([18002, 18003]);

function translateModule(parsed: CompilerOptions, options: RawCompilerOptions, translated: string[]): void {
  const oldModules: Partial<Record<ModuleKind, string>> = {
    [ModuleKind.None]: "none",
    [ModuleKind.AMD]: "amd",
    [ModuleKind.UMD]: "umd",
    [ModuleKind.System]: "system",
  };
  const oldModule = parsed.module === undefined ? undefined : oldModules[parsed.module];
  if (oldModule) {
    translated.push(`module=${oldModule}`);
    options.module = ModuleKind.ESNext;
  }
  const resolution = parsed.moduleResolution;
  if (resolution !== ModuleResolutionKind.Classic && resolution !== ModuleResolutionKind.Node10) return;
  translated.push(resolution === ModuleResolutionKind.Classic ? "moduleResolution=classic" : "moduleResolution=node");
  delete options.moduleResolution;
  // `module: node16` and its like bring their own resolution; every other module goes with `bundler`.
  const module = options.module;
  const isNodes = module !== undefined && module >= ModuleKind.Node16 && module <= ModuleKind.NodeNext;
  if (isNodes) return;
  options.moduleResolution = ModuleResolutionKind.Bundler;
  // The old resolutions did not know `exports`, and there are packages whose types are only found without it.
  options.resolvePackageJsonExports ??= false;
}

function absolutePaths(paths: Readonly<Record<string, readonly string[]>>, base: string): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(paths).map(([pattern, targets]) => [pattern, targets.map((target) => resolveFrom(base, target))]),
  );
}
