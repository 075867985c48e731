/** Checks settings against their schema: says what is wrong and where, each once, and keeps all that is right. */
import { getNodeValue, type Node } from "jsonc-parser";
import { didYouMean } from "./nearest.ts";
import type { Schema } from "./schema.ts";

export type Complain = (node: Node, message: string) => void;

/** The value of `node` without its wrong parts; undefined when nothing of it can be used. */
export function checkedValue(node: Node, schema: Schema, complain: Complain, path: readonly string[] = []): unknown {
  const form = formOf(node, schema);
  if (!form) return void complain(node, `${subject(path)} must be ${expected(schema)}, not ${kindOf(node)}`);
  if (node.type === "object") return checkedObject(node, form, complain, path);
  if (node.type === "array") return checkedArray(node, form, complain, path);
  const value: unknown = getNodeValue(node);
  const wrong = wrongWith(value, form, path);
  return wrong === undefined ? value : void complain(node, wrong);
}

function checkedObject(node: Node, schema: Schema, complain: Complain, path: readonly string[]): object | undefined {
  const value: Record<string, unknown> = {};
  const properties = schema.properties ?? {};
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [key, inner] = property.children ?? [];
    if (!key || !inner) continue;
    const id = key.value as string;
    seen.add(id);
    const open = schema.additionalProperties || undefined;
    const inside = Object.hasOwn(properties, id) ? properties[id] : open;
    if (!inside) {
      complain(key, `unknown ${keyNamed(id, path)}${didYouMean(id, Object.keys(properties))}`);
      continue;
    }
    const checked = checkedValue(inner, inside, complain, [...path, id]);
    if (checked !== undefined) value[id] = checked;
  }
  const required = schema.required ?? [];
  const missing = required.filter((id) => !seen.has(id));
  if (missing.length > 0) complain(node, `${subject(path)} needs ${missing.map((id) => `\`${id}\``).join(" and ")}`);
  return required.every((id) => id in value) ? value : undefined;
}

function checkedArray(node: Node, schema: Schema, complain: Complain, path: readonly string[]): unknown[] | undefined {
  const children = node.children ?? [];
  const { items, minItems = 0 } = schema;
  if (children.length < minItems) return void complain(node, `${subject(path)} must not be empty`);
  if (isTuple(items)) {
    const extra = children[items.length];
    if (extra) complain(extra, `${subject(path)} has no more than ${items.length} parts`);
    return items.map((item, at) => {
      const child = children[at];
      return child && checkedValue(child, item, complain, [...path, String(at)]);
    });
  }
  const values = children.map((child, at) => {
    return items ? checkedValue(child, items, complain, [...path, String(at)]) : getNodeValue(child);
  });
  const kept = values.filter((value) => value !== undefined);
  return kept.length < minItems ? undefined : kept;
}

function wrongWith(value: unknown, schema: Schema, path: readonly string[]): string | undefined {
  if (typeof value === "string") {
    if (schema.enum && !schema.enum.includes(value)) {
      const all = schema.enum.map((each) => `\`${each}\``).join(", ");
      return `unknown ${valueNoun(path)} \`${value}\`${didYouMean(value, schema.enum) || `; it is one of ${all}`}`;
    }
    if (value.length < (schema.minLength ?? 0)) return `${subject(path)} must not be empty`;
    if (schema.pattern && !new RegExp(schema.pattern).test(value)) {
      return `\`${value}\` can't be used: ${schema.patternErrorMessage ?? `it must match ${schema.pattern}`}`;
    }
  }
  if (typeof value === "number") {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    if (value < minimum) return `${subject(path)} must be at least ${minimum}, not ${value}`;
    if (value > maximum) return `${subject(path)} must be at most ${maximum}, not ${value}`;
  }
  return undefined;
}

/** The form of the value that `node` is, by its JSON type. */
function formOf(node: Node, schema: Schema): Schema | undefined {
  return (schema.anyOf ?? [schema]).find(({ type }) => {
    if (type === "integer") return node.type === "number" && Number.isInteger(node.value);
    return type === node.type;
  });
}

function isTuple(items: Schema["items"]): items is readonly Schema[] {
  return Array.isArray(items);
}

function subject(path: readonly string[]): string {
  return path.length === 0 ? "the file" : `\`${named(path)}\``;
}

/** `overrides[0].rules.raw-error`. */
function named(path: readonly string[]): string {
  return path.map((part, at) => (/^\d+$/.test(part) ? `[${part}]` : `${at > 0 ? "." : ""}${part}`)).join("");
}

/** A key of the object at `path`, by what such keys are called. */
function keyNamed(key: string, path: readonly string[]): string {
  if (path.at(-1) === "rules") return `rule \`${key}\``;
  if (path.at(-1) === "timeouts") return `kind of service \`${key}\``;
  if (path.at(-3) === "rules") return `option \`${key}\` of \`${path.at(-2)}\``;
  return `key \`${key}\``;
}

/** What the values of an enumeration are called. */
function valueNoun(path: readonly string[]): string {
  return path.includes("rules") ? "level" : "value";
}

const typeNames = {
  object: "an object",
  array: "an array",
  string: "a string",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
} as const;

function expected(schema: Schema): string {
  const forms = (schema.anyOf ?? [schema]).map(({ type, enum: names }) => {
    if (names) return names.map((each) => `"${each}"`).join(", ");
    return typeNames[type ?? "object"];
  });
  return forms.join(" or ");
}

function kindOf(node: Node): string {
  if (node.type === "object") return "an object";
  if (node.type === "array") return "an array";
  return node.type === "string" ? `"${node.value}"` : String(node.value);
}
