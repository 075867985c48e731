import type { SourceFile } from "../../core/ts.ts";

/** Works a thing out once for each file, however many places in it ask. */
export function perFile<T>(work: (sourceFile: SourceFile) => T): (sourceFile: SourceFile) => T {
  const known = new WeakMap<SourceFile, { readonly result: T }>();
  return (sourceFile) => {
    const last = known.get(sourceFile);
    if (last) return last.result;
    const result = work(sourceFile);
    known.set(sourceFile, { result });
    return result;
  };
}
