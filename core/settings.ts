/** Settings as the engine uses them: already read, checked and merged for one file. */
import type { Level } from "./finding.ts";

export interface StandardError {
  /** The class's name, as exported. */
  readonly name: string;
  /** Absolute path of its module, or a package name; absent when any class of that name will do. */
  readonly module?: string;
}

/** A function of the project that guards what it is given. */
export interface WrapperSetting {
  readonly name: string;
  readonly module?: string;
  readonly does: readonly ("timeout" | "retry" | "catch")[];
}

/** The kinds of service that a default timeout can be set for. */
export type ServiceKind = "http" | "llm" | "database" | "cache" | "queue" | "process" | "mail" | "payment" | "rpc" | "file";

export interface Settings {
  /** The level of each rule; a rule that is not named has its category's default. */
  readonly rules: Readonly<Record<string, Level | "off">>;
  /** Options of rules, by rule id. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly standardError?: StandardError;
  readonly wrappers: readonly WrapperSetting[];
  /** What the catalog does not say of packages; see rules/catalog/entry.ts for what such an entry says. */
  readonly catalog: readonly Readonly<Record<string, unknown>>[];
  /** The timeout that a fix writes, in milliseconds, by kind of service. */
  readonly timeouts: Readonly<Record<ServiceKind, number>>;
  /** Whether an ignore comment must say why. */
  readonly requireReason: boolean;
}

export const defaultSettings: Settings = {
  rules: {},
  options: {},
  wrappers: [],
  catalog: [],
  timeouts: {
    http: 10_000,
    llm: 60_000,
    database: 5_000,
    cache: 2_000,
    queue: 10_000,
    process: 60_000,
    mail: 30_000,
    payment: 30_000,
    rpc: 10_000,
    file: 30_000,
  },
  requireReason: true,
};
