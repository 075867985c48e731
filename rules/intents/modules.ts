/** How a file loads other modules. */
import type { SourceFile } from "../../core/ts.ts";

/** It says `require`, and nothing of `import`. */
export function usesRequire({ fileName, text }: SourceFile): boolean {
  if (/\.m[jt]s$/.test(fileName) || /^\s*(?:import\b(?!\s*\()|export\b)/m.test(text)) return false;
  return /\.cjs$/.test(fileName) || /\brequire\(|\bmodule\.exports\b|^exports\.\w/m.test(text);
}
