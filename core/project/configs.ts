/** Reads tsconfig files through the compiler's own parser and says what is wrong with them. */
import path from "node:path";
import type { Notice } from "../finding.ts";
import type { ParsedCommandLine, RawCompilerOptions } from "../ts.ts";
import { sortErrors, translate } from "./options.ts";
import { folderOf, isAbsolute, readJson, resolveFrom } from "./paths.ts";

export interface Config {
  readonly file: string;
  readonly folder: string;
  /** What it includes, declaration files too. */
  readonly files: readonly string[];
  readonly options: RawCompilerOptions;
  /** Other configurations it refers to. */
  readonly references: readonly string[];
  /** Whether it says itself what it includes, rather than leaving that to what it extends. */
  readonly choosesFiles: boolean;
}

type ParseError = ParsedCommandLine["errors"][number];

export interface ConfigReader {
  /** Undefined when it is missing or can't be understood; a notice then says so. Each file is read once. */
  read(file: string): Config | undefined;
  /** What a tsconfig says itself, without the compiler. */
  own(file: string): Readonly<Record<string, any>>;
  /** Every configuration file looked at so far, extended ones in the workspace included. */
  seen(): readonly string[];
  /** What there is to say of all that was read. */
  notices(): Notice[];
}

export function createConfigReader(parseConfig: (file: string) => ParsedCommandLine): ConfigReader {
  const configs = new Map<string, Config | undefined>();
  const texts = new Map<string, ReturnType<typeof readJson>>();
  const problems = new Map<string, Notice>();
  const translated = new Map<string, Set<string>>();
  const unknown = new Map<string, Notice>();
  const missing = new Map<string, { readonly error: ParseError; readonly file: string }>();

  const text = (file: string): ReturnType<typeof readJson> => {
    if (!texts.has(file)) texts.set(file, readJson(file));
    return texts.get(file);
  };

  /** The files it extends and those they extend; undefined once one of them is not valid JSON. */
  const chain = (file: string, done = new Set<string>()): boolean => {
    if (done.has(file)) return true;
    done.add(file);
    const json = text(file);
    if (json?.error) {
      const reason = json.error.message;
      const message = `This file is not valid JSON (${reason}), so its project is passed over. Correct it.`;
      problems.set(file, { kind: "project", message, file, position: json.error.position });
      return false;
    }
    const bases: unknown[] = [json?.value.extends ?? []].flat();
    return bases
      .filter((base) => typeof base === "string")
      .filter((base) => /^\.\.?(?:\/|\\|$)/.test(base) || isAbsolute(base))
      .map((base) => resolveFrom(folderOf(file), base))
      .every((base) => chain(base.endsWith(".json") ? base : `${base}.json`, done));
  };

  const parse = (file: string): Config | undefined => {
    if (!chain(file)) return undefined;
    let parsed: ParsedCommandLine;
    try {
      parsed = parseConfig(file);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.set(file, {
        kind: "project",
        message: `This project can't be read: ${reason.replace(/^api: client error: /, "")}.`,
        file,
      });
      return undefined;
    }
    const errors = sortErrors(parsed.errors);
    const translation = translate(parsed.options, file);
    for (const name of [...translation.translated, ...errors.forgotten]) {
      if (!translated.has(name)) translated.set(name, new Set());
      translated.get(name)!.add(file);
    }
    for (const error of errors.unknown) unknown.set(`${error.fileName} ${error.pos}`, noticeOf(error, file));
    for (const error of errors.rest)
      if (isMissingBase(error)) missing.set(`${error.fileName} ${error.pos}`, { error, file });
    for (const error of errors.rest)
      if (!isMissingBase(error)) problems.set(`${error.fileName} ${error.pos} ${error.code}`, noticeOf(error, file));
    const own = text(file)?.value ?? {};
    return {
      file,
      folder: folderOf(file),
      files: parsed.fileNames,
      options: translation.options,
      references: (parsed.projectReferences ?? []).map(({ path }) =>
        path.endsWith(".json") ? path : `${path}/tsconfig.json`,
      ),
      choosesFiles: own.files !== undefined || own.include !== undefined,
    };
  };

  return {
    read(file) {
      if (!configs.has(file)) configs.set(file, parse(file));
      return configs.get(file);
    },
    own: (file) => text(file)?.value ?? {},
    seen: () => [...texts.keys()],
    notices: () => [
      ...problems.values(),
      ...aboutMissing([...missing.values()]),
      ...aboutTranslation(translated),
      ...aboutUnknown([...unknown.values()]),
    ],
  };
}

function noticeOf(error: ParseError, config: string): Notice {
  const position = error.startPosition;
  return { kind: "project", message: error.text, file: error.fileName ?? config, ...(position ? { position } : {}) };
}

/** "File '…' not found", "Cannot read file '…'": both are said of what `extends` names. */
function isMissingBase({ code }: ParseError): boolean {
  return code === 6053 || code === 5083;
}

/** A workspace whose packages are not installed misses many: one notice is enough. */
function aboutMissing(missing: readonly { readonly error: ParseError; readonly file: string }[]): Notice[] {
  const first = missing[0];
  if (!first) return [];
  const names = [...new Set(missing.map(({ error }) => /'([^']+)'/.exec(error.text)?.[1] ?? error.text))].sort();
  const [who, are] =
    missing.length === 1 ? ["This project extends", "It is"] : [`${missing.length} projects extend`, "They are"];
  const remedy = names.every((name) => /^[./]|^[A-Za-z]:/.test(name))
    ? "Correct the path, or generate the file"
    : "Install the packages of the workspace";
  const message = `${who} what is not there: ${names.join(", ")}. ${are} read without its options. ${remedy}.`;
  return [{ ...noticeOf(first.error, first.file), message }];
}

function aboutTranslation(translated: ReadonlyMap<string, ReadonlySet<string>>): Notice[] {
  if (translated.size === 0) return [];
  const files = [...new Set([...translated.values()].flatMap((set) => [...set]))].sort();
  const names = [...translated.keys()].sort().join(", ");
  const where = files.length === 1 ? path.posix.basename(files[0]!) : `${files.length} tsconfig files`;
  const what = `TypeScript 7 no longer has these compiler options of ${where}: ${names}.`;
  const message = `${what} They were translated in memory; no file was changed.`;
  return [{ kind: "project", message, file: files[0]! }];
}

function aboutUnknown(unknown: readonly Notice[]): Notice[] {
  const first = unknown[0];
  if (!first) return [];
  const more = unknown.length > 1 ? ` (and ${unknown.length - 1} more like it)` : "";
  return [{ ...first, message: `${first.message.replace(/\.$/, "")}, so it is ignored${more}. Check its spelling.` }];
}
