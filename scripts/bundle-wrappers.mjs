// Bundles wrappers/ as programs import it: `resilint/wrappers`, for ES modules, CommonJS and TypeScript.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * There is one copy of the code, in CommonJS, and the ES module passes on what that exports. Two copies would be two
 * registries of breakers and retry budgets in a program that uses both forms, as many do through their dependencies.
 */
export async function bundleWrappers(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const program = join(folder, "index.cjs");
  await build({
    absWorkingDir: root,
    entryPoints: ["wrappers/index.ts"],
    outfile: program,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "warning",
  });
  const names = Object.keys(createRequire(import.meta.url)(program)).sort();
  const lines = ["export {", ...names.map((name) => `  ${name},`), '} from "./index.cjs";', ""];
  writeFileSync(join(folder, "index.js"), lines.join("\n"));
  declare(folder);
}

/** The declarations, which are for CommonJS too, and passed on to ES modules as the code is. */
function declare(folder) {
  const emitted = mkdtempSync(join(tmpdir(), "resilint-declarations-"));
  try {
    const [tsc, index] = [join(root, "node_modules/typescript/bin/tsc"), join(root, "wrappers/index.ts")];
    const options = { module: "nodenext", target: "es2022", lib: "es2022", types: "node", outDir: emitted };
    const flags = ["strict", "declaration", "emitDeclarationOnly", "allowImportingTsExtensions", "ignoreConfig"];
    const settings = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    const args = [tsc, index, ...flags.map((flag) => `--${flag}`), ...settings];
    execFileSync(process.execPath, args, { cwd: root, stdio: ["ignore", 2, 2] });
    for (const name of readdirSync(emitted)) {
      const text = readFileSync(join(emitted, name), "utf8").replace(/(["'])(\.\/[\w-]+)\.ts\1/g, "$1$2.cjs$1");
      writeFileSync(join(folder, name.replace(/\.d\.ts$/, ".d.cts")), text);
    }
  } finally {
    rmSync(emitted, { recursive: true, force: true });
  }
  writeFileSync(join(folder, "index.d.ts"), 'export * from "./index.cjs";\n');
}
