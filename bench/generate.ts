/** A TypeScript project that a seed settles wholly, so that anybody measures the same. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { piece, type Scope } from "./code.ts";
import { Random } from "./random.ts";

export interface Shape {
  readonly seed: number;
  /** About how many lines all modules have together; the large files come on top. */
  readonly lines: number;
  /** A file of just so many lines for each. */
  readonly large: readonly number[];
}

/** The project's files by path. */
export function generate({ seed, lines, large }: Shape): ReadonlyMap<string, string> {
  const random = new Random(seed);
  const sizes: number[] = [];
  for (let rest = lines; rest > 0; rest -= sizes.at(-1) ?? rest) sizes.push(Math.min(moduleSize(random), Math.max(rest, 60)));
  const modules = sizes.map((size, index) => ({ name: `module${index}`, area: areas[index % areas.length] as string, size }));
  const all = [...modules, ...large.map((size) => ({ name: `large${size}`, area: "large", size }))];
  return new Map([
    ["package.json", `${JSON.stringify({ name: "generated", private: true, type: "module" }, undefined, 2)}\n`],
    ["tsconfig.json", `${JSON.stringify({ compilerOptions: options, include: ["src"] }, undefined, 2)}\n`],
    ["src/errors.ts", errors],
    ...all.map((each): [string, string] => [`src/${each.area}/${each.name}.ts`, moduleText(each, modules, random)]),
  ]);
}

export function writeProject(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Declarations that need nothing around them, to bring a file to a length. */
export function filler(seed: number, lines: number): string {
  const head = [
    "class FillerError extends Error {",
    "  constructor(code: string, message: string, options?: ErrorOptions) {",
    "    super(`${code}: ${message}`, options);",
    "  }",
    "}",
    "",
    "async function fillerLoad(key: string): Promise<string> {",
    "  return String(JSON.parse(key));",
    "}",
  ];
  return fill(head, "filler", { random: new Random(seed), loaders: ["fillerLoad"], error: "FillerError" }, lines);
}

interface Module {
  readonly name: string;
  readonly area: string;
  readonly size: number;
}

const areas = ["accounts", "billing", "catalog", "delivery", "inventory", "orders", "search", "users"];

const options = {
  target: "es2022",
  lib: ["es2023", "dom", "dom.iterable"],
  module: "nodenext",
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};

const errors = `export class ServiceError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
`;

/** Most modules are small, few are long. */
function moduleSize(random: Random): number {
  return 60 + Math.floor(random.next() ** 2 * 700);
}

function moduleText({ name, area, size }: Module, modules: readonly Module[], random: Random): string {
  const imported = [...new Set(Array.from({ length: 4 }, () => random.pick(modules)))].filter((other) => other.name !== name);
  const imports = imported.map((other) => `import { ${other.name}Load } from "../${other.area}/${other.name}.js";`);
  const head = [
    `import { ServiceError } from "../errors.js";`,
    ...imports,
    "",
    `export async function ${name}Load(key: string): Promise<string> {`,
    `  const response = await fetch(\`https://${area}.example/\${key}\`);`,
    `  if (!response.ok) throw new ServiceError("${name}_LOAD", key);`,
    "  return response.text();",
    "}",
  ];
  const loaders = [name, ...imported.map((other) => other.name)].map((each) => `${each}Load`);
  return fill(head, name, { random, loaders, error: "ServiceError" }, size);
}

/** Pieces after the head until there are just so many lines; what is left over for no piece is filled with constants. */
function fill(head: readonly string[], name: string, scope: Scope, size: number): string {
  if (size < head.length) return "\n".repeat(size);
  const lines = [...head];
  for (let index = 0; ; index++) {
    const next = piece(`${name}P${index}`, scope);
    if (lines.length + next.length > size) break;
    lines.push(...next);
  }
  while (lines.length < size) lines.push(`export const ${name}Constant${lines.length} = ${lines.length};`);
  return `${lines.join("\n")}\n`;
}
