/** `npm run generate`: writes all that is made out of the rules. See generated.ts for what that is. */
import { existsSync, readFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, install, root } from "./set-up.mjs";

install();
// The old index may name a rule that is gone, or not know a new one; what counts is that the rules themselves compile.
build();
const load = (path) => import(pathToFileURL(join(root, "build", path)).href);
const { generated, ruleFiles } = await load("scripts/generated.js");
const modules = ruleFiles(join(root, "rules"), ".ts").map((file) => load(`rules/${file}.js`));
const rules = (await Promise.all(modules)).map((module) => module.default);
for (const { path, text } of generated(root, rules)) {
  const file = join(root, path);
  const old = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  if (old === text) continue;
  if (text === undefined) {
    rmSync(file);
    console.log(`removed ${path}`);
    continue;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${path}`);
}
if (!build()) process.exitCode = 1;
