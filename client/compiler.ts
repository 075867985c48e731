/** Finds the compiler that the package carries for this platform. */
import { existsSync } from "node:fs";
import { join } from "node:path";

export type Compiler = { readonly path: string } | { readonly missing: string };

export function compilerFor(extensionPath: string, platform: string = process.platform): Compiler {
  const path = join(extensionPath, "dist", "compiler", platform === "win32" ? "tsc.exe" : "tsc");
  if (existsSync(path)) return { path };
  return {
    missing:
      `Resilint cannot run: this package carries no compiler for ${platform}-${process.arch}. ` +
      "Install the package made for this platform.",
  };
}
