/** Who is called: the answer to the first question of nearly every rule. */
import type { FunctionNode } from "./functions.ts";
import type { ParameterDeclaration } from "./ts.ts";

/** Where a library's function comes from, by the symbol that the call resolves to and never by its text. */
export interface Origin {
  /** The npm package; `node` for Node's own modules and globals, `lib` for the language's own library. */
  readonly package: string;
  /** The module inside, where it matters: `http`, `fs/promises` (without `node:`). */
  readonly module?: string;
  /** The class or interface that declares the member. */
  readonly container?: string;
  readonly member: string;
  /** A global such as `fetch` or `setTimeout`. */
  readonly global?: true;
  /** The package is not installed: recognised by its import alone. */
  readonly untyped?: true;
}

export type Callee =
  /** Functions of this workspace. `open` says that others, which we cannot see, may be called as well. */
  | { readonly kind: "functions"; readonly functions: readonly FunctionNode[]; readonly open: boolean }
  | { readonly kind: "library"; readonly origin: Origin }
  /** A callback that the enclosing function was given. */
  | { readonly kind: "parameter"; readonly parameter: ParameterDeclaration }
  | { readonly kind: "unknown" };

export const unknownCallee: Callee = { kind: "unknown" };

/** From the path of a declaration file to the package that it speaks for. */
export function packageOf(path: string): string {
  const at = path.lastIndexOf("/node_modules/");
  if (at < 0) return "lib";
  const [first = "", second = ""] = path.slice(at + "/node_modules/".length).split("/");
  if (first === "@typescript" || first === "typescript") return "lib";
  if (first !== "@types") return first.startsWith("@") ? `${first}/${second}` : first;
  return second.includes("__") ? `@${second.replace("__", "/")}` : second;
}
