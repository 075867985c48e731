/** The folders that the editor has open, the settings of each, and the names of files on both sides. */
import { dirname, join } from "node:path";
import { tmpdir } from "node:os";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { editorSettings, fileOf, type EditorSettings } from "./protocol/from.ts";
import { uriOf } from "./protocol/to.ts";

const extensions: Readonly<Record<string, string>> = {
  typescript: ".ts",
  typescriptreact: ".tsx",
  javascript: ".js",
  javascriptreact: ".jsx",
};

const otherwise = editorSettings(undefined);

export class Workspace {
  #folders: readonly string[] = [];
  #settings: ReadonlyMap<string, EditorSettings> = new Map();
  /** The settings of files outside all folders. */
  #outside = otherwise;
  /** Between URIs and files where neither follows from the other: open documents keep the client's own spelling. */
  readonly #files = new Map<string, string>();
  readonly #uris = new Map<string, string>();
  #untitled = 0;

  get folders(): readonly string[] {
    return this.#folders;
  }

  setFolders(folders: readonly string[]): void {
    this.#folders = [...new Set(folders)];
  }

  setSettings(settings: ReadonlyMap<string, EditorSettings>, outside: EditorSettings): void {
    this.#settings = settings;
    this.#outside = outside;
  }

  settings(folder: string): EditorSettings {
    return this.#settings.get(folder) ?? this.#outside;
  }

  /** The innermost folder around a file; a file outside all of them stands for itself, with its own directory. */
  folderOf(file: string): string {
    const around = this.#folders.filter((folder) => file.startsWith(folder.endsWith("/") ? folder : `${folder}/`));
    return around.sort((a, b) => b.length - a.length)[0] ?? dirname(file);
  }

  /** The file that an open document stands for; undefined when it is none that can be checked. */
  open({ uri, languageId }: TextDocument): string | undefined {
    const file = this.file(uri) ?? this.#untitledFile(uri, languageId);
    if (file === undefined) return undefined;
    this.#files.set(uri, file);
    this.#uris.set(file, uri);
    return file;
  }

  close(uri: string): void {
    const file = this.#files.get(uri);
    if (file === undefined) return;
    this.#files.delete(uri);
    this.#uris.delete(file);
  }

  isOpen(file: string): boolean {
    return this.#uris.has(file);
  }

  openFiles(): readonly string[] {
    return [...this.#uris.keys()];
  }

  file(uri: string): string | undefined {
    return this.#files.get(uri) ?? fileOf(uri);
  }

  readonly uri = (file: string): string => this.#uris.get(file) ?? uriOf(file);

  /** Unsaved documents are checked as if they lay in the first folder: its configuration and packages are theirs. */
  #untitledFile(uri: string, languageId: string): string | undefined {
    const extension = extensions[languageId];
    if (!uri.startsWith("untitled:") || extension === undefined) return undefined;
    const folder = this.#folders[0] ?? join(tmpdir(), "resilint-untitled").replaceAll("\\", "/");
    return `${folder}/untitled-${++this.#untitled}${extension}`;
  }
}
