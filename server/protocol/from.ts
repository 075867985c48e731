/** From the protocol's words to ours: the only place that reads what a client sends as data of its own. */
import { fileURLToPath } from "node:url";
import type { InitializeParams } from "vscode-languageserver/node";
import type { Level } from "../../core/finding.ts";

/** The absolute path, with forward slashes, of a `file:` URI; undefined for every other scheme. */
export function fileOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri).replaceAll("\\", "/").replace(/(?<=[^/:])\/$/, "");
  } catch {
    // A file URI with a host or a broken escape names no file of this machine.
    return undefined;
  }
}

/** The folders that are open at the start; older clients name a single one. */
export function openFolders({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return uris.map(fileOf).filter((file) => file !== undefined);
}

/** The editor's own settings for one folder, section `resilint`. */
export interface EditorSettings {
  readonly enable: boolean;
  /** Whether protections that could be there and are not are shown, as information. */
  readonly hardening: boolean;
  readonly rules: Readonly<Record<string, Level | "off">>;
}

/** Settings are whatever a person typed: what does not fit counts as not set. */
export function editorSettings(section: unknown): EditorSettings {
  const { enable, hardening, rules } = asObject(section);
  const levels = Object.entries(asObject(rules)).filter((entry): entry is [string, Level | "off"] =>
    ["error", "warning", "info", "off"].includes(entry[1] as string),
  );
  return { enable: enable !== false, hardening: hardening === true, rules: Object.fromEntries(levels) };
}

/** What a client may say of itself at the start. */
export interface InitializationOptions {
  /** The compiler binary, where it does not stand in node_modules. */
  readonly compilerPath?: string;
  /** Commands that the client carries out itself. */
  readonly commands: readonly string[];
  /** The settings, for clients that cannot be asked for them. */
  readonly settings: unknown;
}

export function initializationOptions(value: unknown): InitializationOptions {
  const { compilerPath, commands, settings } = asObject(value);
  const strings = Array.isArray(commands) ? commands.filter((command) => typeof command === "string") : [];
  const options = { commands: strings, settings };
  return typeof compilerPath === "string" ? { ...options, compilerPath } : options;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
