/** Which files hold a word: one pass over all texts, for the many names that will be asked for. */

const word = /[\w$\u0080-\uFFFF]+/g;

/** The files by the words in them. It can be made bit by bit, where somebody has a moment. */
export class WordIndex {
  readonly #byWord = new Map<string, string[]>();
  readonly #files: Iterator<string>;
  readonly #read: (file: string) => string | undefined;

  constructor(files: Iterable<string>, read: (file: string) => string | undefined) {
    this.#files = files[Symbol.iterator]();
    this.#read = read;
  }

  /** Takes in one more file. False when all are in. */
  add(): boolean {
    const { done, value: file } = this.#files.next();
    if (done) return false;
    for (const [found] of this.#read(file)?.matchAll(word) ?? []) {
      const same = this.#byWord.get(found);
      if (!same) this.#byWord.set(found, [file]);
      else if (same.at(-1) !== file) same.push(file);
    }
    return true;
  }

  /** All of them. */
  complete(): ReadonlyMap<string, readonly string[]> {
    while (this.add());
    return this.#byWord;
  }
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
