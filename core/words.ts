/** Which files hold a word: one pass over all texts, for the many names that will be asked for. */

const word = /[\w$\u0080-\uFFFF]+/g;

export function filesByWord(files: Iterable<string>, read: (file: string) => string | undefined): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const file of files) {
    for (const [found] of read(file)?.matchAll(word) ?? []) {
      const same = index.get(found);
      if (!same) index.set(found, [file]);
      else if (same.at(-1) !== file) same.push(file);
    }
  }
  return index;
}

export function holdsWord(text: string | undefined, name: string): boolean {
  if (!text) return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (!isPartOfWord(text[at - 1]) && !isPartOfWord(text[at + name.length])) return true;
  }
  return false;
}

export function isPartOfWord(character: string | undefined): boolean {
  return character !== undefined && /[\w$\u0080-\uFFFF]/.test(character);
}
