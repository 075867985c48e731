/** Which files may hold an heir of a class or an interface, by the words that stand after `extends` and `implements`. */
import type { Survey } from "./survey.ts";

export const heirs: Survey<readonly string[], ReadonlyMap<string, readonly string[]>> = {
  of(text) {
    const words = new Set<string>();
    for (const { index, 0: keyword } of text.matchAll(/\b(?:extends|implements)\b/g)) {
      for (const [word] of clauseFrom(text, index + keyword.length).matchAll(/[\w$\u0080-\uFFFF]+/g)) words.add(word);
    }
    return words.size > 0 ? [...words] : undefined;
  },
  merge(parts) {
    const files = new Map<string, string[]>();
    for (const [file, words] of parts) {
      for (const word of words) {
        const same = files.get(word);
        if (same) same.push(file);
        else files.set(word, [file]);
      }
    }
    return files;
  },
};

/** The text up to the body that a clause stands before. Too much of it does no harm. */
function clauseFrom(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at] as string;
    if (depth === 0 && "{};)>]".includes(character)) return text.slice(start, at);
    if ("{(<[".includes(character)) depth++;
    else if ("})]".includes(character) || (character === ">" && text[at - 1] !== "=")) depth--;
  }
  return text.slice(start);
}
