/**
 * What is made out of the rules: their index, their pages, the table in README.md and the settings' schemas. And out of
 * the wrappers: the texts that are written into projects.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { configSchema } from "../core/config/schema.ts";
import type { Category } from "../core/finding.ts";
import { type Rule, families } from "../core/rule.ts";
import { commentRules } from "../core/suppress/rules.ts";
import { wrapperSources } from "./wrapper-sources.ts";

export interface Generated {
  /** Relative to the repository. */
  readonly path: string;
  /** Undefined where a file stands that should not. */
  readonly text: string | undefined;
}

/** Every generated file as it should be. `rules` are all rules that stand under `root`. */
export function generated(root: string, rules: readonly Rule[]): Generated[] {
  const read = (path: string): string => readFileSync(`${root}/${path}`, "utf8");
  const pages = [...rules, ...commentRules].map((rule) => ({ path: `docs/rules/${rule.id}.md`, text: page(rule) }));
  const wanted = new Set(pages.map(({ path }) => path));
  const old = existsSync(`${root}/docs/rules`)
    ? readdirSync(`${root}/docs/rules`).map((name) => `docs/rules/${name}`)
    : [];
  return [
    { path: "rules/index.ts", text: index(rules) },
    { path: "rules/catalog/packages.ts", text: catalog(catalogFiles(`${root}/rules`)) },
    { path: "rules/intents/sources.ts", text: wrapperSources(root) },
    { path: "README.md", text: between(read("README.md"), "rules", table(rules)) },
    { path: "package.json", text: withSettings(read("package.json"), rules) },
    { path: "schema.json", text: `${JSON.stringify(configSchema(rules), null, 2)}\n` },
    ...pages,
    ...old.filter((path) => !wanted.has(path)).map((path) => ({ path, text: undefined })),
  ];
}

/** The files of all rules under a folder, by the names of their families and their own: `errors/raw-error`. */
export function ruleFiles(folder: string, extension: string): string[] {
  return families
    .filter((family) => existsSync(`${folder}/${family}`))
    .flatMap((family) => readdirSync(`${folder}/${family}`).map((name) => `${family}/${name}`))
    .filter((path) => path.endsWith(extension))
    .map((path) => path.slice(0, -extension.length))
    .sort();
}

/** The names of the files that hold the catalog's entries. */
function catalogFiles(folder: string): string[] {
  return readdirSync(`${folder}/catalog/packages`)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.slice(0, -".ts".length))
    .sort();
}

function catalog(names: readonly string[]): string {
  return [
    "/** The entries of every package. Written by `npm run generate`. */",
    `import type { Entry } from "./entry.ts";`,
    ...names.map((name) => `import ${camel(name)} from "./packages/${name}.ts";`),
    "",
    "export const packages: readonly (readonly Entry[])[] = [",
    ...names.map((name) => `  ${camel(name)},`),
    "];",
    "",
  ].join("\n");
}

function index(rules: readonly Rule[]): string {
  const imports = rules.map(({ id, family }) => `import ${camel(id)} from "./${family}/${id}.ts";`);
  const names = rules.map(({ id }) => `  ${camel(id)},`);
  const type = `import type { Rule } from "../core/rule.ts";`;
  return [
    "/** Every rule. Written by `npm run generate`. */",
    type,
    ...imports,
    "",
    "export const rules: readonly Rule[] = [",
    ...names,
    "];",
    "",
  ].join("\n");
}

function camel(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const meanings: Readonly<Record<Category, string>> = {
  defect: "Defect: it breaks on a path that exists.",
  risk: "Risk: it bites under load or on a bad day.",
  hardening: "Hardening: a protection that could be there and is not.",
};

/** What a page tells; the rules about ignore comments have no family and no examples. */
type Told = Pick<Rule, "id" | "category" | "since" | "summary" | "explain"> & Partial<Rule>;

function page(rule: Told): string {
  const { id, family, category, since, summary, explain, examples = [] } = rule;
  const shown = examples.flatMap(({ title, bad, good, fix, files }) => [
    `### ${title}`,
    ...Object.entries(files ?? {}).map(([path, text]) => `In \`${path}\`:\n\n${fenced(text)}`),
    ...(bad === undefined ? [] : [`Found:\n\n${fenced(bad)}`]),
    ...(fix === undefined ? [] : [`Its first fix writes:\n\n${fenced(fix)}`]),
    ...(good === undefined ? [] : [`Sound:\n\n${fenced(good)}`]),
  ]);
  return [
    `# ${id}`,
    `${capital(summary)}.`,
    [meanings[category], ...(family ? [`Family: ${family}.`] : []), `Since ${since}.`].join(" "),
    explain,
    ...options(rule),
    ...(family ? ["## Examples", ...shown, ...ignoring(id)] : []),
    "<!-- Written by `npm run generate` out of the rule. -->\n",
  ].join("\n\n");
}

function ignoring(id: string): string[] {
  const comment = fenced(`// resilint-ignore-next-line ${id}: the reason`);
  return ["## Ignoring it", `Say why, and the comment silences one line:\n\n${comment}`];
}

function options({ id, options: all }: Told): string[] {
  if (!all) return [];
  const rows = Object.entries(all).map(([name, option]) => {
    return `| \`${name}\` | \`${JSON.stringify(option.default)}\` | ${option.description} |`;
  });
  const table = ["| option | default | |", "|---|---|---|", ...rows].join("\n");
  return ["## Options", `Set as \`"${id}": [level, { … }]\` under \`rules\`.`, table];
}

function fenced(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\``;
}

function table(rules: readonly Rule[]): string {
  const rows = families.flatMap((family) =>
    rules
      .filter((rule) => rule.family === family)
      .map(({ id, category, summary, examples }) => {
        const fix = examples.some((example) => example.fix !== undefined) ? "yes" : "";
        return `| [\`${id}\`](docs/rules/${id}.md) | ${family} | ${category} | ${summary} | ${fix} |`;
      }),
  );
  return ["| rule | family | category | finds | fix |", "|---|---|---|---|---|", ...rows].join("\n");
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function between(text: string, name: string, inside: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no ${start} … ${end}`);
  return `${text.slice(0, from + start.length)}\n${inside}\n${text.slice(to)}`;
}

interface Manifest {
  contributes?: { configuration?: { title?: string; properties?: Record<string, unknown> } };
}

/** The level of each rule as the editor's settings page offers it. */
function withSettings(text: string, rules: readonly Rule[]): string {
  const manifest = JSON.parse(text) as Manifest;
  const properties = manifest.contributes?.configuration?.properties;
  if (!properties) return text;
  const level = (summary: string) => ({
    enum: ["error", "warning", "info", "off"],
    description: `${capital(summary)}.`,
  });
  const levels = Object.fromEntries([...rules, ...commentRules].map(({ id, summary }) => [id, level(summary)]));
  properties["resilint.rules"] = {
    type: "object",
    scope: "resource",
    order: 3,
    default: {},
    markdownDescription: "The level of each rule, over what `resilint.config.json` says.",
    properties: levels,
    additionalProperties: false,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
