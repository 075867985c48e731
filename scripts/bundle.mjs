// Bundles what runs outside this repository into dist/: the extension, the server with its worker and the compiler for
// one platform, the command line, and the wrappers. `node scripts/bundle.mjs` does it for this machine's platform.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleWrappers } from "./bundle-wrappers.mjs";
import { compilerPackageDir, hostTarget } from "./compiler.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  // A package's ES modules where it has them: the other form of jsonc-parser cannot be bundled.
  mainFields: ["module", "main"],
  // Names stay readable, so that a stack trace in a bug report can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
};

// Bundled CommonJS packages ask for these; in an ES module they are not there by themselves.
const commonJsNames = [
  'import { createRequire as createRequire_ } from "node:module";',
  'import { dirname as dirname_ } from "node:path";',
  'import { fileURLToPath as fileURLToPath_ } from "node:url";',
  "const require = createRequire_(import.meta.url);",
  "const __filename = fileURLToPath_(import.meta.url);",
  "const __dirname = dirname_(__filename);",
].join("\n");

export async function bundle(target = hostTarget()) {
  rmSync(dist, { recursive: true, force: true });
  const client = await build({
    ...common,
    entryPoints: { "client/extension": "client/extension.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    external: ["vscode"],
  });
  // What the two threads share is split off into chunks.
  const server = await build({
    ...common,
    entryPoints: { "server/main": "server/main.ts", "server/engine/worker": "server/engine/worker.ts" },
    outdir: "dist",
    chunkNames: "server/shared/[name]-[hash]",
    format: "esm",
    splitting: true,
    banner: { js: commonJsNames },
  });
  await bundleForNpm(dist);
  writeFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), notices([client.metafile, server.metafile]));
  placeCompiler(target);
}

/** Not part of the extension: it runs where npm has installed it, with its dependencies and the compiler beside it. */
export async function bundleForNpm(folder) {
  await build({
    ...common,
    entryPoints: { cli: join(root, "cli/bin.ts") },
    outdir: folder,
    format: "esm",
    packages: "external",
  });
  await bundleWrappers(join(folder, "wrappers"));
}

/** Puts the compiler for a platform beside the bundles, with the library declarations that it reads from its own folder. */
export function placeCompiler(target) {
  const from = compilerPackageDir(target);
  const to = join(dist, "compiler");
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(join(from, "lib"), to, { recursive: true });
  for (const name of ["LICENSE", "NOTICE.txt"]) cpSync(join(from, name), join(to, name));
}

/** The licences of all packages whose code is in the bundles: their authors ask for no more than to be named. */
function notices(metafiles) {
  const packages = new Set();
  for (const { inputs } of metafiles) {
    for (const input of Object.keys(inputs)) {
      const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (found) packages.add(found[1]);
    }
  }
  return [...packages].sort().map(notice).join("\n");
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const text = file ? readFileSync(join(root, folder, file), "utf8").trim() : `Licence: ${license}`;
  return `${"=".repeat(80)}\n${name} ${version}\n${"=".repeat(80)}\n${text}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
