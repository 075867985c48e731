/** What the compiler itself says of the cases, and of what fixes make of them. */
import {
  API,
  type Snapshot,
  type SourceFile,
  SyntaxKind,
  createFileSystemLayer,
  createScanner,
} from "../../core/ts.ts";
import type { Texts } from "./bench.ts";

export class Compiled {
  readonly #api: API;
  readonly #projects: readonly string[];
  /** Kept open, so that what all rounds share stays parsed. */
  readonly #base: Snapshot;

  constructor(root: string, folders: readonly string[]) {
    this.#api = new API({ cwd: root });
    this.#projects = folders.map((folder) => `${folder}/tsconfig.json`);
    this.#base = this.#api.createSnapshot({ openProjects: [...this.#projects] });
  }

  /** The compiler's errors in the files of each folder, by folder, with other texts laid over the disk. */
  errors(code: ReadonlyMap<string, readonly string[]>, texts: Texts = new Map()): Map<string, string[]> {
    const snapshot = texts.size === 0 ? this.#base : this.#laidOver(code, texts);
    const errors = new Map<string, string[]>();
    for (const [folder, files] of code) {
      const program = snapshot.getConfiguredProject(`${folder}/tsconfig.json`)?.program;
      if (!program) throw new Error(`the compiler knows no project in ${folder}`);
      const all = [...program.getSyntacticDiagnostics(files), ...program.getSemanticDiagnostics(files)];
      errors.set(folder, all.map(({ code: number, text }) => `TS${number}: ${text}`).sort());
    }
    if (snapshot !== this.#base) snapshot.dispose();
    return errors;
  }

  sourceFile(folder: string, file: string): SourceFile | undefined {
    return this.#base.getConfiguredProject(`${folder}/tsconfig.json`)?.program.getSourceFile(file);
  }

  dispose(): void {
    this.#base.dispose();
    this.#api.close();
  }

  #laidOver(code: ReadonlyMap<string, unknown>, texts: Texts): Snapshot {
    return this.#api.createSnapshot({
      openProjects: [...code.keys()].map((folder) => `${folder}/tsconfig.json`),
      fileSystem: createFileSystemLayer([...texts]),
    });
  }
}

/** Every comment of a text, in order. */
export function commentsOf(text: string): string[] {
  const comments: string[] = [];
  const scanner = createScanner(false, undefined, text);
  for (let kind = scanner.scan(); kind !== SyntaxKind.EndOfFile; kind = scanner.scan()) {
    const isComment = kind === SyntaxKind.SingleLineCommentTrivia || kind === SyntaxKind.MultiLineCommentTrivia;
    if (isComment) comments.push(scanner.getTokenText().trim());
  }
  return comments;
}
