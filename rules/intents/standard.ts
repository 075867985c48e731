/** The standard wrappers: imported where the project depends on them, written into it as source that it owns elsewhere. */
import { posix } from "node:path";
import type { Questions } from "../../core/context.ts";
import { usesRequire } from "../../core/fix/modules.ts";
import type { Node, SourceFile } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import { relativeSpecifier } from "../shared/specifier.ts";
import { type Intent, atOnce, spelledNumber } from "./intent.ts";
import { scaffolded } from "./scaffolding.ts";
import type { Wrapper } from "./wrapper.ts";

export function standard(intent: Intent, site: Node, ctx: Questions): Wrapper {
  switch (intent.kind) {
    case "bound":
      return wrapper("withTimeout", "timeout", site, ctx, (local) => ({
        before: `${local}(`,
        after: `, ${spelledNumber(intent.milliseconds)})`,
      }));
    case "retry":
      return wrapper("withRetry", "retry", site, ctx, (local) => ({ before: `${local}(`, after: ")" }));
    case "break":
      return wrapper("circuitBreaker", "breaker", site, ctx, (local, writer) => {
        const breaker = writer.declareConst(`${intent.service}Breaker`, `${local}({ name: "${intent.service}" })`);
        return { before: `${breaker}.run(`, after: ")" };
      });
    case "limit":
      return wrapper("bulkhead", "bulkhead", site, ctx, (local, writer) => {
        const made = `${local}({ name: "${intent.service}", concurrent: ${atOnce}, queue: 100 })`;
        return { before: `${writer.declareConst(`${intent.service}Bulkhead`, made)}.run(`, after: ")" };
      });
    case "fall back":
      return wrapper("lastGood", "fallback", site, ctx, (local, writer) => {
        const { type, key } = intent.kept;
        const made = `${local}<${type}>({ ttl: 300_000, max: 1_000 })`;
        return { before: `${writer.declareConst(`${intent.service}LastGood`, made)}.run(${key}, `, after: ")" };
      });
  }
}

/** A name of the standard wrappers as a file gets it. */
export interface Standard {
  /** Where it comes from, if that is to be said in a title: follows a comma. */
  readonly source?: string;
  /** Makes the name available in the file, and returns what to write for it. */
  readonly use: (writer: Writer) => string;
}

const published = "resilint/wrappers";

/** `file` is the one among the wrappers that exports the name. */
export function standardName(name: string, file: string, site: Node, ctx: Questions): Standard {
  const sourceFile = site.getSourceFile();
  if (ctx.dependsOn(sourceFile.fileName, "resilint")) return { use: (writer) => writer.importName(name, published) };
  const folder = scaffoldFolder(sourceFile, ctx);
  const [, kind = "", language = "j"] = /\.([cm]?)([jt])sx?$/.exec(sourceFile.fileName) ?? [];
  const ending = `.${kind}${language}s`;
  const path = `${folder}/${file}${ending}`;
  const use = (writer: Writer): string => {
    scaffold(file, ending, sourceFile, folder, writer);
    return writer.importName(name, relativeSpecifier(sourceFile, path));
  };
  if (ctx.sharesProgram(site, path)) return { use };
  const root = ctx.packageFolder(sourceFile.fileName) || posix.dirname(sourceFile.fileName);
  return { use, source: `added as ${path.slice(root.length + 1)}` };
}

function wrapper(
  name: string, file: string, site: Node, ctx: Questions,
  written: (local: string, writer: Writer) => { readonly before: string; readonly after: string },
): Wrapper {
  const { use, source } = standardName(name, file, site, ctx);
  const around = (writer: Writer) => written(use(writer), writer);
  return { name, takes: "function", handsSignal: true, ...(source !== undefined && { source }), around };
}

/** Beside the code at hand: in the first folder of the package that the file stands in. */
function scaffoldFolder({ fileName }: SourceFile, ctx: Questions): string {
  const folder = ctx.packageFolder(fileName);
  if (folder === "") return `${posix.dirname(fileName)}/resilience`;
  const [first, ...rest] = fileName.slice(folder.length + 1).split("/");
  return `${folder}/${rest.length > 0 && /^(src|lib|app|server|source)$/.test(first ?? "") ? `${first}/` : ""}resilience`;
}

/** Writes a file of the wrappers, and those that it imports, into the project, as the file that is to load them can. */
function scaffold(file: string, ending: string, home: SourceFile, folder: string, writer: Writer): void {
  const language = ending.endsWith("ts") ? "ts" : "js";
  const modules = usesRequire(home) ? "commonjs" : "esm";
  const specifier = (path: string): string => writer.specifier(path + ending);
  // What was asked for comes first, before what it needs.
  for (const [name, text] of [...scaffolded([file], { language, modules, specifier })].reverse()) {
    writer.createFile(`${folder}/${name.replace(/\.[jt]s$/, ending)}`, text);
  }
}
