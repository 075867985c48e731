/** Tells source files that people write from those that machines write, by a look inside. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** What a file turned out to be. Only `source` is linted. */
export type Nature = "source" | "generated" | "huge" | "binary" | "unreadable";

/** Nobody writes a megabyte of source by hand, and reading one would make every edit wait. */
const hugeSize = 1024 * 1024;
const headSize = 512;

export function isDeclaration(file: string): boolean {
  return /\.d\.(?:[^./]+\.)?[mc]?ts$/.test(file);
}

export function isJavaScript(file: string): boolean {
  return /\.[mc]?jsx?$/.test(file);
}

/** `hasFile` knows the files beside it, so that the compiled form of a source is told by its sibling. */
export function examine(file: string, hasFile: (file: string) => boolean): Nature {
  const javaScript = isJavaScript(file);
  if (javaScript && (/[.-](?:min|bundle|chunk)\.[mc]?js$|\.pnp\.[^/]*$/.test(file) || hasSourceBeside(file, hasFile)))
    return "generated";
  let handle: number | undefined;
  try {
    handle = openSync(file, "r");
    const { size } = fstatSync(handle);
    const buffer = Buffer.allocUnsafe(javaScript ? Math.min(size, hugeSize) : Math.min(size, headSize));
    const head = buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, 0));
    if (isBinary(head.subarray(0, headSize))) return "binary";
    if (javaScript && looksGenerated(head)) return "generated";
    return size > hugeSize ? "huge" : "source";
  } catch {
    return "unreadable";
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function hasSourceBeside(file: string, hasFile: (file: string) => boolean): boolean {
  const stem = file.replace(/\.[^.]+$/, "");
  const sources = file.endsWith(".mjs") ? [".mts"] : file.endsWith(".cjs") ? [".cts"] : [".ts", ".tsx"];
  return sources.some((extension) => hasFile(stem + extension));
}

/** Video streams and Qt translations share the ending `.ts`. */
function isBinary(head: Buffer): boolean {
  const utf16 = head.length >= 2 && ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff));
  if (utf16) return false;
  return head.includes(0) || /^\uFEFF?\s*<(?:\?xml|!DOCTYPE)/.test(head.toString("utf8"));
}

/** Minified code has few lines; compilers and bundlers leave their marks at the start or at the end. */
function looksGenerated(text: Buffer): boolean {
  let lines = 1;
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) lines++;
  if (text.length > 2_000 && text.length / lines > 250) return true;
  if (text.includes("sourceMappingURL=", Math.max(0, text.length - 400))) return true;
  const start = text.toString("latin1", 0, 2_000);
  return /Object\.defineProperty\(exports, ["']__esModule["']|var __defProp = |__webpack_modules__|webpackBootstrap/.test(
    start,
  );
}
