/** One settings file, read and checked: what it says for its folder. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Level, Notice, Position } from "../finding.ts";
import { folderOf, resolveFrom } from "../project/paths.ts";
import type { ServiceKind, Settings, StandardError, WrapperSetting } from "../settings.ts";
import { checkedValue } from "./check.ts";
import type { Schema } from "./schema.ts";

type RuleValue = Level | "off" | readonly [(Level | "off")?, Readonly<Record<string, unknown>>?];

/** Settings as they may be left out, each with its paths made absolute. */
export interface PartialSettings {
  readonly rules?: Readonly<Record<string, RuleValue>>;
  readonly standardError?: StandardError;
  readonly wrappers?: readonly WrapperSetting[];
  readonly catalog?: Settings["catalog"];
  readonly timeouts?: Partial<Readonly<Record<ServiceKind, number>>>;
  readonly requireReason?: boolean;
}

export interface Override extends PartialSettings {
  readonly files: readonly string[];
}

export interface Layer extends PartialSettings {
  readonly file: string;
  readonly folder: string;
  readonly root: boolean;
  readonly ignore: readonly string[];
  readonly overrides: readonly Override[];
}

/** Settings as they are written. */
interface Written extends Omit<PartialSettings, "standardError"> {
  readonly standardError?: string | StandardError;
}

interface WrittenLayer extends Written {
  readonly root?: boolean;
  readonly ignore?: readonly string[];
  readonly overrides?: readonly (Written & { readonly files: readonly string[] })[];
}

/** Where the settings stand in a `package.json`, which has other readers too; undefined when it has none. */
const packageKey = "resilint";

/** Reads `resilint.config.json`, or the key of `package.json`; undefined when that says nothing of Resilint. */
export function readLayer(file: string, source: string, schema: Schema, notices: Notice[]): Layer | undefined {
  const text = source.replace(/^\uFEFF/, "");
  const inPackage = file.endsWith("/package.json");
  if (inPackage && !text.includes(`"${packageKey}"`)) return undefined;
  const say = (offset: number, message: string) =>
    void notices.push({ kind: "config", file, message, position: positionAt(text, offset) });
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: !inPackage, disallowComments: inPackage });
  const broken = errors[0];
  if (broken) say(broken.offset, `broken JSON: ${reasonOf(broken)}`);
  const node = inPackage ? propertyOf(tree, packageKey) : tree;
  if (!node) return undefined;
  // What follows a broken place is read as well as can be, but complaints about it would only echo the first.
  const complain = broken ? () => {} : ({ offset }: Node, message: string) => say(offset, message);
  const written = checkedValue(node, schema, complain) as WrittenLayer | undefined;
  return written && layerOf(file, written);
}

function layerOf(file: string, written: WrittenLayer): Layer {
  const folder = folderOf(file);
  const { root = false, ignore = [], overrides = [] } = written;
  return {
    file,
    folder,
    root,
    ignore,
    ...partial(written, folder),
    overrides: overrides.map((override) => ({ files: override.files, ...partial(override, folder) })),
  };
}

function partial(written: Written, folder: string): PartialSettings {
  const { rules, standardError, wrappers, catalog, timeouts, requireReason } = written;
  const error = typeof standardError === "string" ? { name: standardError } : standardError;
  return {
    ...(rules && { rules }),
    ...(error && { standardError: located(error, folder) }),
    ...(wrappers && { wrappers: wrappers.map((each) => located(each, folder)) }),
    ...(catalog && { catalog }),
    ...(timeouts && { timeouts }),
    ...(requireReason !== undefined && { requireReason }),
  };
}

/** A module given as a path belongs to the folder of its file; a package's name means the same everywhere. */
function located<T extends { readonly module?: string }>(value: T, folder: string): T {
  const { module } = value;
  const isPath = module !== undefined && /^\.\.?(\/|$)/.test(module);
  return isPath ? { ...value, module: resolveFrom(folder, module) } : value;
}

function propertyOf(tree: Node | undefined, name: string): Node | undefined {
  return tree?.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

function reasonOf({ error }: ParseError): string {
  return printParseErrorCode(error).replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}
