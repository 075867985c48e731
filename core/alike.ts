/**
 * Calls whose callees are written alike and can only mean the same: `expect(a).toBe(b)`, over and over. What their callee
 * alone tells of them is asked of the compiler once: for a file, or for the whole program where it is a global.
 */
import type { Call } from "./context.ts";
import { getOrMake } from "./maps.ts";
import { type Node, type SourceFile, is } from "./ts.ts";
import { isPartOfWord } from "./words.ts";

export interface CalleeKey {
  readonly key: string;
  /** Whether it means the same in other files that mention it as a global. */
  readonly isGlobal: boolean;
}

/** The same for all calls of a file that mean the same callee; undefined where that is not sure. */
export function calleeKey(call: Call): CalleeKey | undefined {
  if (is.isTaggedTemplateExpression(call)) return undefined;
  const callee = pathOf(call.expression);
  const meaning = callee && meaningOf(callee.root, call.getSourceFile());
  if (!meaning) return undefined;
  return { key: `${is.isNewExpression(call) ? "new " : ""}${callee.path}`, isGlobal: meaning === "global" };
}

interface Path {
  readonly root: string;
  /** `expect().not.toBe` */
  readonly path: string;
}

function pathOf(callee: Node): Path | undefined {
  if (is.isIdentifier(callee)) return { root: callee.text, path: callee.text };
  if (is.isPropertyAccessExpression(callee)) {
    const holder = callee.questionDotToken ? undefined : pathOf(callee.expression);
    return holder && { root: holder.root, path: `${holder.path}.${callee.name.text}` };
  }
  if (!is.isCallExpression(callee) || callee.questionDotToken || callee.typeArguments) return undefined;
  const called = pathOf(callee.expression);
  return called && { root: called.root, path: `${called.path}()` };
}

interface Text {
  readonly text: string;
  /** Where its import statements stand. */
  imports?: readonly { readonly start: number; readonly end: number }[];
}

type Meaning = "global" | "of the file";

/** They look like globals, and are another thing in each module or function. */
const ownInEachFile: ReadonlySet<string> = new Set(["arguments", "exports", "module", "require"]);

interface Meanings {
  readonly ofName: Map<string, Meaning | undefined>;
  readonly whole: Text;
  /** The text without its comments and strings, in which common words stand for nothing. */
  bare?: Text;
}

const meanings = new WeakMap<SourceFile, Meanings>();

/**
 * A name that is the same thing wherever a file mentions it: a global, an import, or a constant, function or class of its top
 * level. Told by the text: it is only ever called, or something is read off it.
 */
function meaningOf(name: string, sourceFile: SourceFile): Meaning | undefined {
  const known = getOrMake(meanings, sourceFile, (): Meanings => ({ ofName: new Map(), whole: { text: sourceFile.text } }));
  if (known.ofName.has(name)) return known.ofName.get(name);
  const meaning = meaningIn(known.whole, name) ?? meaningIn((known.bare ??= { text: bareText(sourceFile.text) }), name);
  known.ofName.set(name, meaning);
  return meaning;
}

const commentOrString = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*`|\/\/[^\n]*|\/\*[^]*?\*\//g;

function bareText(text: string): string {
  return text.replace(commentOrString, (found) => (/["'`]/.test(found[0] ?? "") ? '""' : " "));
}

const importing = /^import\s[^;]*?\sfrom\s*["'][^"'\n]*["']/gm;
const use = /^\s*(?:[(.<]|\?\.)/;
const declaring = /\b(?:function|class|enum|namespace|interface|type)\s*\*?\s*$/;
/** `export default log;` binds nothing anew. */
const handingOut = /\bexport\s+default\s+$/;
const atTopLevel = /^(?:export\s+)?(?:default\s+)?(?:abstract\s+)?(?:async\s+)?(?:const|function\*?|class)\s+$/;

function meaningIn(within: Text, name: string): Meaning | undefined {
  const { text } = within;
  let declarations = 0;
  // Not by a regular expression: one that looks back at what stands before a name tries every character of the text.
  for (let index = text.indexOf(name); index >= 0; index = text.indexOf(name, index + name.length)) {
    const end = index + name.length;
    if (isPartOfWord(text[end]) || isPartOfWord(text[index - 1]) || text[index - 1] === ".") continue;
    const before = text.slice(Math.max(0, index - 40), index);
    if (use.test(text.slice(end, end + 20)) && !declaring.test(before)) continue;
    if (handingOut.test(before)) continue;
    const lineStart = text.lastIndexOf("\n", index - 1) + 1;
    const isDeclared = atTopLevel.test(text.slice(lineStart, index));
    within.imports ??= [...text.matchAll(importing)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
    const isImported = within.imports.some((each) => each.start < index && index < each.end);
    if ((!isDeclared && !isImported) || ++declarations > 1) return undefined;
  }
  return declarations === 0 && !ownInEachFile.has(name) ? "global" : "of the file";
}
