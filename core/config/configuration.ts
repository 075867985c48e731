/**
 * The settings of every file, from the configuration files above it.
 *
 * Nothing is searched for: a file is asked about, and the folders from there up to the workspace folder are looked
 * into, each once. So `files` and `notices` grow as files are asked about. Settings files are data; none is ever run.
 */
import { readFileSync } from "node:fs";
import picomatch from "picomatch";
import type { Level, Notice } from "../finding.ts";
import { getOrMake } from "../maps.ts";
import { folderOf, isUnder, toSlashes } from "../project/paths.ts";
import type { Rule } from "../rule.ts";
import { defaultSettings, type Settings } from "../settings.ts";
import { type Layer, type PartialSettings, readLayer } from "./layer.ts";
import { didYouMean } from "./nearest.ts";
import { configSchema, type Schema } from "./schema.ts";

export type { KnownRule } from "./schema.ts";

export type Levels = Readonly<Record<string, Level | "off">>;

/** The text of a file; undefined when there is none. Throws when there is one that can't be read. */
export type ReadFile = (file: string) => string | undefined;

/** In one folder the first of these counts. */
const fileNames = ["resilint.config.json", "package.json"] as const;

/** What the folders from the workspace folder down to one folder say. Folders that say nothing share their parent's. */
interface Chain {
  readonly layers: readonly MatchingLayer[];
  /** By which overrides apply. */
  readonly settings: Map<string, Settings>;
}

interface MatchingLayer {
  readonly layer: Layer;
  readonly ignores: Matcher;
  readonly overrides: readonly { readonly matches: Matcher; readonly settings: PartialSettings }[];
}

type Matcher = (file: string) => boolean;

export class Configuration {
  readonly #folders: readonly string[];
  readonly #schema: Schema;
  readonly #levels: Levels;
  readonly #readFile: ReadFile;
  readonly #chains = new Map<string, Chain>();
  readonly #none: Chain = { layers: [], settings: new Map() };
  readonly #byFile = new Map<string, Settings>();
  readonly #files: string[] = [];
  readonly #notices: Notice[] = [];

  static load(
    folders: readonly string[],
    rules: readonly Rule[],
    levels: Levels = {},
    readFile: ReadFile = readFromDisk,
  ): Configuration {
    return new Configuration(folders.map(toSlashes), configSchema(rules), levels, readFile);
  }

  private constructor(folders: readonly string[], schema: Schema, levels: Levels, readFile: ReadFile) {
    this.#folders = folders;
    this.#schema = schema;
    this.#levels = levels;
    this.#readFile = readFile;
    this.#checkLevels();
    for (const folder of folders) this.#chainOf(folder);
  }

  /** The configuration files read so far. A change to one means loading again, and so does a new one. */
  get files(): readonly string[] {
    return this.#files;
  }

  /** What was wrong in the files read so far. */
  get notices(): readonly Notice[] {
    return this.#notices;
  }

  /** The same object for all files with the same settings. */
  settingsFor(file: string): Settings {
    return getOrMake(this.#byFile, file, () => this.#settingsOf(file));
  }

  #settingsOf(file: string): Settings {
    const chain = this.#chainOf(folderOf(file));
    const overrides = chain.layers.flatMap((layer) => layer.overrides);
    const key = overrides.map(({ matches }) => (matches(file) ? "1" : "0")).join("");
    const known = chain.settings.get(key);
    if (known) return known;
    const applying = afterRoot(chain.layers).flatMap(({ layer, overrides }) => {
      return [layer, ...overrides.filter(({ matches }) => matches(file)).map((each) => each.settings)];
    });
    const merged = applying.reduce(merge, defaultSettings);
    const settings = { ...merged, rules: { ...merged.rules, ...this.#levels } };
    chain.settings.set(key, settings);
    return settings;
  }

  /** Whether a file, or a folder around it, is ignored. No nested file can bring back what is ignored above. */
  isIgnored(file: string): boolean {
    return this.#chainOf(folderOf(file)).layers.some(({ ignores }) => ignores(file));
  }

  #chainOf(folder: string): Chain {
    const known = this.#chains.get(folder);
    if (known) return known;
    const chain = this.#extend(folder);
    this.#chains.set(folder, chain);
    return chain;
  }

  #extend(folder: string): Chain {
    if (!this.#folders.some((each) => isUnder(folder, each))) return this.#none;
    const parent = folderOf(folder);
    const above = parent === folder ? this.#none : this.#chainOf(parent);
    const layer = this.#layerIn(folder);
    return layer ? { layers: [...above.layers, matching(layer)], settings: new Map() } : above;
  }

  #layerIn(folder: string): Layer | undefined {
    let found: Layer | undefined;
    for (const name of fileNames) {
      const file = folder.endsWith("/") ? `${folder}${name}` : `${folder}/${name}`;
      const layer = this.#read(file, found);
      found ??= layer;
    }
    return found;
  }

  #read(file: string, winner: Layer | undefined): Layer | undefined {
    try {
      const text = this.#readFile(file);
      if (text === undefined) return undefined;
      const notices: Notice[] = [];
      const layer = readLayer(file, text, this.#schema, notices);
      if (winner) {
        if (!layer) return undefined;
        const message = `\`resilint\` in package.json is not read, because ${fileNames[0]} stands beside it`;
        this.#notices.push({ kind: "config", file, message });
        return undefined;
      }
      this.#notices.push(...notices);
      if (layer || notices.length > 0) this.#files.push(file);
      return layer;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#notices.push({ kind: "config", file, message: `can't be read: ${reason}` });
      return undefined;
    }
  }

  #checkLevels(): void {
    const ids = Object.keys(this.#schema.properties?.["rules"]?.properties ?? {});
    for (const id of Object.keys(this.#levels)) {
      if (ids.includes(id)) continue;
      const message = `a level is set for the unknown rule \`${id}\`${didYouMean(id, ids)}`;
      this.#notices.push({ kind: "config", message });
    }
  }
}

function afterRoot(layers: readonly MatchingLayer[]): readonly MatchingLayer[] {
  const root = layers.findLastIndex(({ layer }) => layer.root);
  return root < 0 ? layers : layers.slice(root);
}

function merge(above: Settings, below: PartialSettings): Settings {
  const rules = { ...above.rules };
  const options = { ...above.options };
  for (const [id, value] of Object.entries(below.rules ?? {})) {
    const [level, own] = typeof value === "string" ? [value] : value;
    if (level) rules[id] = level;
    if (own) options[id] = { ...options[id], ...own };
  }
  const wrappers = below.wrappers ?? [];
  const replaced = new Set(wrappers.map(({ name }) => name));
  const standardError = below.standardError ?? above.standardError;
  return {
    rules,
    options,
    ...(standardError && { standardError }),
    wrappers: [...above.wrappers.filter(({ name }) => !replaced.has(name)), ...wrappers],
    // A nearer folder's entries come first, and the first that fits counts.
    catalog: below.catalog ? [...below.catalog, ...above.catalog] : above.catalog,
    timeouts: { ...above.timeouts, ...below.timeouts },
    requireReason: below.requireReason ?? above.requireReason,
  };
}

function matching(layer: Layer): MatchingLayer {
  return {
    layer,
    ignores: matcher(layer.folder, layer.ignore),
    overrides: layer.overrides.map((settings) => ({ settings, matches: matcher(layer.folder, settings.files) })),
  };
}

/** A pattern that names a folder means all that is in it. */
function matcher(folder: string, patterns: readonly string[]): Matcher {
  if (patterns.length === 0) return () => false;
  const globs = patterns.map((pattern) => pattern.replace(/^\.\//, "").replace(/\/+$/, ""));
  const matches = picomatch([...globs, ...globs.map((glob) => `${glob}/**`)], { dot: true });
  const prefix = folder.endsWith("/") ? folder : `${folder}/`;
  return (file) => file.startsWith(prefix) && matches(file.slice(prefix.length));
}

function readFromDisk(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}
