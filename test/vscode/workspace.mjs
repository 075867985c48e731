// What a run of the tests works on: throw-away copies, so that nothing in the repository is written to.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { unzip } from "../../build/test/vscode/zip.js";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");

/** A copy of the fixture. */
export function copyFixture() {
  const folder = mkdtempSync(join(tmpdir(), "resilint-fixture-"));
  cpSync(join(here, "fixture"), folder, { recursive: true });
  const workspace = join(folder, "fixture.code-workspace");
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  return { folder, workspace, remove };
}

/** The extension as a person gets it: the unpacked package. */
export function unpackExtension(vsix) {
  const folder = mkdtempSync(join(tmpdir(), "resilint-vsix-"));
  unzip(vsix, folder);
  return { folder: join(folder, "extension"), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Compiles the suite that runs inside the editor, where modules are still CommonJS; returns its path. */
export async function buildInHostSuite() {
  const outfile = join(root, "build/inhost/index.cjs");
  await build({
    entryPoints: [join(here, "inhost/index.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return outfile;
}
