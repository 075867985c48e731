/**
 * `npm run new-rule -- <id> [--family errors] [--category risk]`: writes a rule and its cases, both failing until they
 * are written, a line of changelog, and what is generated.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { root, setUp } from "./set-up.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { family: { type: "string", default: "errors" }, category: { type: "string", default: "risk" } },
});

setUp();
const { families } = await import(pathToFileURL(join(root, "build/core/rule.js")).href);
const { ruleFiles } = await import(pathToFileURL(join(root, "build/scripts/generated.js")).href);
const categories = ["defect", "risk", "hardening"];
const [id = "", ...more] = positionals;
const { family, category } = values;
if (!/^[a-z]+(-[a-z]+)*$/.test(id) || more.length > 0)
  stop("name one rule in kebab case, after the fault: npm run new-rule -- lost-cause");
if (!families.includes(family)) stop(`there is no family ${family}; --family takes ${families.join(", ")}`);
if (!categories.includes(category)) stop(`there is no category ${category}; --category takes ${categories.join(", ")}`);
if (ruleFiles(join(root, "rules"), ".ts").some((file) => file.endsWith(`/${id}`)))
  stop(`there is a rule ${id} already`);

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
write(`rules/${family}/${id}.ts`, rule());
write(`test/cases/${id}.md`, cases());
noteInChangelog();
const { status } = spawnSync(process.execPath, [join(root, "scripts/generate.mjs")], { stdio: "inherit" });
console.log(
  `\nNow write the cases, see them fail with \`npm test -- rules ${id}\`, and write the rule; see CONTRIBUTING.md.`,
);
process.exitCode = status ?? 1;

function rule() {
  return `import { defineRule } from "../../core/rule.ts";

export default defineRule({
  id: "${id}",
  family: "${family}",
  category: "${category}",
  since: "${version}",
  summary: "",
  explain: \`
    Why it bites.

    What to do instead.

    **Leave it alone** where …
  \`,
  examples: [
    {
      title: "",
      bad: \`
        fault();
        ~~~~~
      \`,
      good: \`
        sound();
      \`,
    },
  ],
  check: {
    *CallExpression() {
      return undefined;
    },
  },
});
`;
}

function cases() {
  return `# ${id}

## Found

Say what is specified here, and why.

\`\`\`ts
declare function fault(): void;

fault();
~~~~~ the message
\`\`\`

## Silent

\`\`\`ts
declare function sound(): void;

sound();
\`\`\`
`;
}

function noteInChangelog() {
  const path = join(root, "CHANGELOG.md");
  const text = readFileSync(path, "utf8");
  const line = `- Rule \`${id}\`.\n`;
  const added = /## \[?Unreleased\]?\n\n### Added\n\n/.exec(text);
  if (!added) stop("CHANGELOG.md has no `### Added` first under `## Unreleased`; add the line by hand");
  const at = added.index + added[0].length;
  writeFileSync(path, text.slice(0, at) + line + text.slice(at));
  console.log("wrote CHANGELOG.md");
}

function write(path, text) {
  if (existsSync(join(root, path))) stop(`${path} exists already`);
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
}

function stop(message) {
  console.error(`resilint: ${message}`);
  process.exit(2);
}
