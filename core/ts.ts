/**
 * The one file that imports the compiler.
 *
 * TypeScript 7.1's API is young. Everything else in this project imports compiler names from here, so a later version
 * changes one file.
 */
export * from "typescript/ast";
export type { CallLikeExpression, Declaration, Node, SourceFile } from "typescript/ast";
export { API, ModuleKind, ModuleResolutionKind, ObjectFlags, SignatureKind, Symbol, SymbolFlags, TypeFlags } from "typescript/sync";
export type {
  APIRequestGenerator,
  Checker,
  CompilerOptions,
  ParsedCommandLine,
  Program,
  Project,
  RawCompilerOptions,
  Signature,
  Snapshot,
  SyntheticProjectId,
  Type,
  UnionType,
  TypeReference,
} from "typescript/sync";
export { createFileSystemLayer } from "typescript/fs";
import * as is from "typescript/ast/is";
import type { SyntaxKind } from "typescript/ast";
export { is };

/** A computation that may put questions to the compiler: `const type = yield* ctx.type(node)`. */
export type Asking<T> = Generator<any, T, any>;

type Guard<K extends string> = `is${K}` extends keyof typeof is ? (typeof is)[`is${K}`] : never;

/** From the name of a node kind to the type of such a node, read off the compiler's own guards. */
export type Nodes = {
  [K in Extract<keyof typeof SyntaxKind, string> as [Guard<K>] extends [never] ? never : K]: Guard<K> extends (
    node: any,
  ) => node is infer N
    ? N
    : never;
};
