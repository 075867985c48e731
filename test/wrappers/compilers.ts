/** The versions of TypeScript that the wrappers are to compile with. */
import { root } from "../harness/paths.ts";

export interface Compiler {
  readonly version: string;
  readonly tsc: string;
  /** How it is told to resolve modules as before packages had `exports`; undefined where it has forgotten. */
  readonly legacy?: Readonly<Record<string, string>>;
}

const node10 = { module: "commonjs", moduleResolution: "node10" };

/** Our own. */
export const compiler: Compiler = { version: "7", tsc: `${root}/node_modules/typescript/bin/tsc` };

/** Those that are installed beside the tests of the catalog. */
export const olderCompilers: readonly Compiler[] = [
  { version: "6", tsc: installed("typescript-6"), legacy: { ...node10, ignoreDeprecations: "6.0" } },
  { version: "5.4", tsc: installed("typescript-5.4"), legacy: node10 },
];

function installed(name: string): string {
  return `${root}/test/catalog/node_modules/${name}/bin/tsc`;
}
