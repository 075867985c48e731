/** The standard wrappers as files of a project that is to own them. */
import { type WrapperSource, sources } from "./sources.ts";

export interface ScaffoldStyle {
  readonly language: "ts" | "js";
  /** How JavaScript loads other modules. TypeScript is written the same for both. */
  readonly modules: "esm" | "commonjs";
  /** What an import of another of the files says, whose path is given without an ending. */
  readonly specifier: (path: string) => string;
}

/** What may be asked for. */
export const wrapperNames: readonly string[] = Object.keys(sources);

/** The wrappers and all that they import: the text of each file, by its name. */
export function scaffolded(names: readonly string[], style: ScaffoldStyle): Map<string, string> {
  const files = withImports(names).map((name): [string, string] => {
    const text = textOf(name, style).replace(relativeImport, (_, path: string) => style.specifier(path));
    return [`${name}.${style.language}`, style.language === "js" ? loadable(text, style) : text];
  });
  return new Map(files);
}

/** The same in one text. */
export function scaffoldedInOne(names: readonly string[], style: ScaffoldStyle): string {
  const imports = new Imports();
  const bodies = withImports(names).map((name) => imports.takeFrom(textOf(name, style)).trim());
  const text = [imports.toString(), ...bodies].filter((part) => part !== "").join("\n\n");
  return style.language === "js" ? loadable(`${text}\n`, style) : `${text}\n`;
}

const relativeImport = /(?<= from ")(\.\/[\w-]+)\.ts(?=";$)/gm;
const importLine = /^import (type )?\{([^}]*)\} from "([^"]+)";\n/gm;

/** The names and those of what they import, each behind what it needs. */
function withImports(names: readonly string[]): string[] {
  const ordered = new Set<string>();
  const add = (name: string): void => {
    if (ordered.has(name)) return;
    sourceOf(name).imports.forEach(add);
    ordered.add(name);
  };
  names.forEach(add);
  return [...ordered];
}

function textOf(name: string, { language }: ScaffoldStyle): string {
  return sourceOf(name)[language];
}

function sourceOf(name: string): WrapperSource {
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (!source) throw new Error(`there is no wrapper ${name}`);
  return source;
}

/** JavaScript as the project loads it. */
function loadable(text: string, { modules }: ScaffoldStyle): string {
  return modules === "commonjs" ? toCommonJs(text) : text;
}

/** It is known how the wrappers are written: imports by name, and exports where things are declared. */
function toCommonJs(text: string): string {
  const exporting = /^export (?:async )?(?:function\*?|class|const) ([\w$]+)/gm;
  const exported = [...text.matchAll(exporting)].map(([, name]) => name);
  const required = text.replace(importLine, (_, __, names: string, from: string) => {
    return `const {${names.replaceAll(" as ", ": ")}} = require("${from}");\n`;
  });
  const body = required.replace(/^export /gm, "");
  const exports = exported.length === 0 ? "" : `\nmodule.exports = { ${exported.join(", ")} };\n`;
  return `"use strict";\n${body}${exports}`;
}

/** The imports of Node's modules by several texts, each once. */
class Imports {
  /** By module, then by name: whether it is only a type. */
  readonly #modules = new Map<string, Map<string, boolean>>();

  /** The text without its imports. */
  takeFrom(text: string): string {
    return text.replace(importLine, (_, type: string | undefined, names: string, from: string) => {
      if (!from.startsWith(".")) this.#add(type !== undefined, names, from);
      return "";
    });
  }

  toString(): string {
    return [...this.#modules.keys()]
      .sort()
      .map((from) => this.#line(from))
      .join("\n");
  }

  #line(from: string): string {
    const names = [...(this.#modules.get(from) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    const areTypes = names.every(([, isType]) => isType);
    const list = names.map(([name, isType]) => (isType && !areTypes ? `type ${name}` : name)).join(", ");
    return `import ${areTypes ? "type " : ""}{ ${list} } from "${from}";`;
  }

  #add(isType: boolean, list: string, from: string): void {
    const names = this.#modules.get(from) ?? new Map<string, boolean>();
    this.#modules.set(from, names);
    for (const each of list.split(",").map((part) => part.trim()).filter(Boolean)) {
      const name = each.replace(/^type /, "");
      names.set(name, (isType || each !== name) && (names.get(name) ?? true));
    }
  }
}
