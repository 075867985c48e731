/**
 * Calls of one file whose callees are written alike and can only mean the same: `expect(a).toBe(b)`, over and over. What
 * their callee alone tells of them is asked of the compiler once.
 */
import type { Call } from "./context.ts";
import { getOrMake } from "./maps.ts";
import { type Node, type SourceFile, is } from "./ts.ts";
import { isPartOfWord } from "./words.ts";

/** The same for all calls of a file that mean the same callee; undefined where that is not sure. */
export function calleeKey(call: Call): string | undefined {
  if (is.isTaggedTemplateExpression(call)) return undefined;
  const callee = pathOf(call.expression);
  if (!callee || !hasOneMeaning(callee.root, call.getSourceFile())) return undefined;
  return `${is.isNewExpression(call) ? "new " : ""}${callee.path}`;
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

interface Meanings {
  readonly ofName: Map<string, boolean>;
  readonly whole: Text;
  /** The text without its comments and strings, in which common words stand for nothing. */
  bare?: Text;
}

const meanings = new WeakMap<SourceFile, Meanings>();

/**
 * Whether a name is the same thing wherever a file mentions it: a global, an import, or a constant, function or class of its top
 * level. Told by the text: it is only ever called, or something is read off it.
 */
function hasOneMeaning(name: string, sourceFile: SourceFile): boolean {
  const known = getOrMake(meanings, sourceFile, (): Meanings => ({ ofName: new Map(), whole: { text: sourceFile.text } }));
  let has = known.ofName.get(name);
  if (has !== undefined) return has;
  has = isOnlyUsed(name, known.whole) || isOnlyUsed(name, (known.bare ??= { text: bareText(sourceFile.text) }));
  known.ofName.set(name, has);
  return has;
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

function isOnlyUsed(name: string, within: Text): boolean {
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
    if ((!isDeclared && !isImported) || ++declarations > 1) return false;
  }
  return true;
}
