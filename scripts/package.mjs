// Builds the extension's package for one platform or several:
//   npm run package -- --target linux-x64 [--target win32-x64 …] [--target all] [--out folder]
// Without a target: this machine's platform.
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";
import { bundle, placeCompiler } from "./bundle.mjs";
import { hostTarget, targets } from "./compiler.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Builds the packages and returns their paths. */
async function packageFor(wanted, out) {
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  mkdirSync(out, { recursive: true });
  await bundle();
  const made = [];
  try {
    for (const target of wanted) {
      placeCompiler(target);
      const packagePath = join(out, `${name}-${target}-${version}.vsix`);
      await createVSIX({ cwd: root, target, packagePath, dependencies: false });
      made.push(packagePath);
    }
  } finally {
    // dist/ runs on this machine again, whatever was packaged last.
    placeCompiler(hostTarget());
  }
  return made;
}

const { values } = parseArgs({
  options: { target: { type: "string", multiple: true }, out: { type: "string", default: root } },
});
const asked = values.target ?? [hostTarget()];
const unknown = asked.find((target) => target !== "all" && !targets.includes(target));
if (unknown) {
  console.error(`There is no target "${unknown}". Choose from: all, ${targets.join(", ")}.`);
  process.exit(2);
}
const made = await packageFor(asked.includes("all") ? targets : asked, resolve(values.out));
for (const path of made) console.log(path);
