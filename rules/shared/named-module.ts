/** Modules of the workspace as the settings name them: by a path as imports have it, so its ending may have been left out. */
import { posix } from "node:path";
import type { Questions } from "../../core/context.ts";
import { withoutEnding } from "../../core/fix/specifier.ts";
import type { Node } from "../../core/ts.ts";

export function isModule(module: string, file: string): boolean {
  return withoutEnding(posix.normalize(module)) === withoutEnding(file);
}

/** The file of the program at `node` that is meant. */
export function fileOfModule(module: string, node: Node, ctx: Questions): string | undefined {
  const bare = module.replace(/\.[cm]?js$/, "");
  const files = [module, ...endings.map((ending) => bare + ending)];
  return files.find((file) => ctx.sharesProgram(node, file));
}

const endings = ["", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", "/index.ts", "/index.js"];
