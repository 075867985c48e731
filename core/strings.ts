/**
 * The names in a tree, decoded once.
 *
 * A tree comes over as bytes, and the pinned version's client decodes a name anew each time that somebody asks for it: a
 * rule that compares names pays for each comparison. The client offers no way to keep them, so this one file puts one in;
 * where a later version is made otherwise, nothing is put in.
 */
import type { SourceFile } from "./ts.ts";

type Decoding = (this: { readonly sourceFile: SourceFile }, index: number) => string;

const kept = new WeakMap<SourceFile, (string | undefined)[]>();
const patched = new WeakSet<object>();

export function keepStrings(sourceFile: SourceFile): void {
  for (let at: object | null = Object.getPrototypeOf(sourceFile); at && !patched.has(at); at = Object.getPrototypeOf(at)) {
    const decode = Object.getOwnPropertyDescriptor(at, "getString")?.value as Decoding | undefined;
    if (!decode) continue;
    patched.add(at);
    Object.defineProperty(at, "getString", {
      value(this: { readonly sourceFile: SourceFile }, index: number): string {
        let strings = kept.get(this.sourceFile);
        if (!strings) kept.set(this.sourceFile, (strings = []));
        return (strings[index] ??= decode.call(this, index));
      },
    });
  }
}
