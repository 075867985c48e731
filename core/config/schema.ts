/**
 * The settings, described once: as JSON Schema (draft 7) for editors, and, walked by `check.ts`, as what is checked.
 *
 * Only what `check.ts` knows may be used. Where a value may have several forms (`anyOf`), they differ in JSON type, so
 * that a wrong value can be told what is wrong with the form that was meant.
 */
import { entrySchema } from "./entry-schema.ts";
import { defaultSettings, type ServiceKind } from "../settings.ts";
import { commentRules } from "../suppress/rules.ts";
import type { OptionSchema } from "../rule.ts";

export interface KnownRule {
  readonly id: string;
  readonly summary: string;
  readonly options?: Readonly<Record<string, OptionSchema>>;
}

export interface Schema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: "object" | "array" | "string" | "number" | "integer" | "boolean";
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly pattern?: string;
  /** Not part of JSON Schema; editors show it when `pattern` does not match, and so do we. */
  readonly patternErrorMessage?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | Schema;
  /** An array stands for a tuple, whose later items may be left out. */
  readonly items?: Schema | readonly Schema[];
  readonly additionalItems?: false;
  readonly minItems?: number;
  readonly anyOf?: readonly Schema[];
}

/** Whatever longer a timer is asked to wait, it fires at once. */
const longestTimer = 2 ** 31 - 1;

const level: Schema = { type: "string", enum: ["off", "error", "warning", "info"] };

const name: Schema = { type: "string", minLength: 1 };

const module: Schema = {
  ...name,
  description: 'Where it is exported: a path from this folder that starts with "./" or "../", or a package name.',
};

const globs: Schema = {
  type: "array",
  items: {
    type: "string",
    minLength: 1,
    pattern: "^(?!/|!|\\.\\.(/|$)|[A-Za-z]:)",
    patternErrorMessage: 'a pattern is relative to its folder and can\'t begin with "/", "../", a drive or "!"',
  },
};

const services: Readonly<Record<ServiceKind, string>> = {
  http: "calls over HTTP",
  llm: "calls to language models",
  database: "database queries",
  cache: "cache commands",
  queue: "queue operations",
  process: "child processes",
  mail: "mail servers",
  payment: "calls to payment services",
  rpc: "remote procedure calls",
  file: "object stores and file transfer",
};

const serviceKinds = Object.keys(services) as ServiceKind[];

export function configSchema(rules: readonly KnownRule[]): Schema {
  const settings: Record<string, Schema> = {
    rules: {
      type: "object",
      description: 'The level of each rule, or [level, options]. A rule that is not named has its category\'s level.',
      properties: Object.fromEntries([...rules, ...commentRules].map((rule) => [rule.id, ruleSchema(rule)])),
      additionalProperties: false,
    },
    standardError: {
      description: "The project's own error class, which fixes use and raw errors are measured against.",
      anyOf: [name, { type: "object", properties: { name, module }, required: ["name"], additionalProperties: false }],
    },
    wrappers: {
      type: "array",
      description: "Functions of the project that guard the function or promise they are given.",
      items: {
        type: "object",
        properties: {
          name: { ...name, description: "The function's name, as exported." },
          module,
          does: {
            type: "array",
            description: "What it does for what it is given.",
            items: { type: "string", enum: ["timeout", "retry", "catch"] },
            minItems: 1,
          },
        },
        required: ["name", "does"],
        additionalProperties: false,
      },
    },
    timeouts: {
      type: "object",
      description: "The timeouts that fixes write, in milliseconds, by kind of service.",
      properties: Object.fromEntries(serviceKinds.map((kind) => [kind, timeout(kind)])),
      additionalProperties: false,
    },
    catalog: {
      type: "array",
      description: "Packages whose calls leave the process, and what bounds them. They come before what Resilint knows itself.",
      items: entrySchema(serviceKinds),
    },
    requireReason: {
      type: "boolean",
      description: "Whether an ignore comment must say why.",
      default: defaultSettings.requireReason,
    },
  };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Resilint settings",
    description: "resilint.config.json, or the key `resilint` of package.json.",
    type: "object",
    properties: {
      $schema: { type: "string", description: "Where an editor finds the description of this file." },
      root: {
        type: "boolean",
        description: "Whether settings of the folders above stop here. What they ignore stays ignored.",
        default: false,
      },
      ignore: { ...globs, description: "Files and folders that are not read, as globs seen from this folder." },
      ...settings,
      overrides: {
        type: "array",
        description: "Settings for some of the files, in order; later ones win.",
        items: {
          type: "object",
          properties: {
            files: { ...globs, minItems: 1, description: "The files, as globs seen from this folder." },
            ...settings,
          },
          required: ["files"],
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  };
}

function ruleSchema({ summary, options = {} }: KnownRule): Schema {
  const properties = Object.fromEntries(Object.entries(options).map(([id, option]): [string, Schema] => [id, option]));
  const withOptions: Schema = { type: "object", properties, additionalProperties: false };
  const pair: Schema = { type: "array", items: [level, withOptions], additionalItems: false, minItems: 1 };
  return { description: summary, anyOf: [level, pair] };
}

function timeout(kind: ServiceKind): Schema {
  const description = `For ${services[kind]}.`;
  return { type: "integer", minimum: 1, maximum: longestTimer, description, default: defaultSettings.timeouts[kind] };
}
