/** Which files hold a word: one pass over all texts, for the many names that will be asked for. */
import { getOrMake } from "./maps.ts";

/** The files by the words in them. It can be made bit by bit, where somebody has a moment. */
export class WordIndex {
  /** By a number made of the word: that two words share one costs a file too many, and texts of a million words no string each. */
  readonly #byWord = new Map<number, string[]>();
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
    eachWord(this.#read(file) ?? "", (word) => {
      const same = getOrMake(this.#byWord, word, () => []);
      if (same.at(-1) !== file) same.push(file);
    });
    return true;
  }

  /** The files that hold a word. All files are taken in by then. */
  holding(name: string): readonly string[] {
    while (this.add());
    let files: readonly string[] = [];
    eachWord(name, (word) => void (files = this.#byWord.get(word) ?? []));
    return files;
  }
}

/** Hands over the number of each word. Signs beyond ASCII are taken for letters. */
function eachWord(text: string, take: (word: number) => void): void {
  let word = 0;
  for (let index = 0; index <= text.length; index++) {
    const code = index < text.length ? text.charCodeAt(index) : 0;
    if (code >= 0x80 || isLetter[code] === 1) word = (Math.imul(word, 31) + code) | 0 || 1;
    else if (word !== 0) {
      take(word);
      word = 0;
    }
  }
}

const isLetter = Uint8Array.from({ length: 0x80 }, (_, code) => (/[\w$]/.test(String.fromCharCode(code)) ? 1 : 0));

export function holdsWord(text: string | undefined, name: string): boolean {
  return text !== undefined && indexOfWord(text, name) >= 0;
}

/** Where a word stands in a text, from a place on; -1 where it does not. */
export function indexOfWord(text: string, name: string, from = 0): number {
  if (name === "") return -1;
  for (let at = text.indexOf(name, from); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (!isPartOfWord(text[at - 1]) && !isPartOfWord(text[at + name.length])) return at;
  }
  return -1;
}

export function isPartOfWord(character: string | undefined): boolean {
  return character !== undefined && /[\w$\u0080-\uFFFF]/.test(character);
}
