/**
 * The program as it stands: the workspace's projects, opened in the compiler, with unsaved text laid over the disk.
 *
 * The world has an epoch, which goes up with each change; whatever was asked of the compiler belongs to one.
 */
import { existsSync, readFileSync } from "node:fs";
import { packageOf } from "./callee.ts";
import type { Compiler } from "./compiler.ts";
import type { Position } from "./finding.ts";
import { Manifests } from "./manifests.ts";
import { type Workspace, discover } from "./project/discover.ts";
import { WordIndex, holdsWord } from "./words.ts";
import { Programs } from "./programs.ts";
import { Surveys } from "./survey.ts";
import type { Asking, Node, Project, SourceFile } from "./ts.ts";
import { mayBeUnfelt } from "./unfelt.ts";

const lintable = /\.[cm]?[jt]sx?$/;
const shapesTheWorkspace = /(^|\/)(tsconfig[^/]*\.json|jsconfig[^/]*\.json|package\.json|\.gitignore|pnpm-workspace\.yaml|lerna\.json)$/;

/** The files that mention a name, as of an epoch. */
interface Mentions {
  readonly epoch: number;
  readonly files: readonly string[];
}

/** The trees of the one file that was edited from the epoch before to this one. */
export interface Edit {
  readonly before: SourceFile;
  readonly after: SourceFile;
}

export interface WorldOptions {
  readonly folders: readonly string[];
  readonly isIgnored: (file: string) => boolean;
}

export class World {
  /** Goes up whenever an answer of the compiler could change. */
  epoch = 0;
  readonly surveys = new Surveys();
  readonly #compiler: Compiler;
  readonly #programs: Programs;
  readonly #options: WorldOptions;
  #workspace: Workspace | undefined;
  /** The plans of the programs that are open, to tell whether they are still the right ones. */
  #plans = "";
  /** Unsaved text, by file. */
  readonly #unsaved = new Map<string, string>();
  /** The epoch of the last opening, and the files that changed in each epoch after it. */
  #opened = 0;
  #history: (readonly string[])[] = [];
  #lastEdit: Edit | undefined;
  readonly #changed = new Set<string>();
  /** Begun when the projects were opened, for the program as it was then. */
  #words = new WordIndex([], () => undefined);
  /** By the names of a program's files, for these stay the same set as long as they are the same. */
  readonly #packages = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();
  #manifests = new Manifests();
  readonly #mentions = new Map<string, Mentions>();
  readonly #texts = new Map<string, string | undefined>();

  constructor(compiler: Compiler, options: WorldOptions) {
    this.#compiler = compiler;
    this.#programs = new Programs(compiler, this);
    this.#options = options;
  }

  get workspace(): Workspace {
    return (this.#workspace ??= this.#discover());
  }

  /** Looks for projects again. Where the outcome is the same programs, they stay open. */
  #discover(): Workspace {
    this.#manifests = new Manifests();
    const { folders, isIgnored } = this.#options;
    const parse = (file: string) => this.#compiler.guarded((api) => api.parseConfigFile(file));
    const workspace = discover(folders, parse, isIgnored, [...this.#unsaved.keys()]);
    const plans = JSON.stringify(workspace.projects);
    if (plans !== this.#plans) this.#programs.close();
    this.#plans = plans;
    return workspace;
  }

  setText(file: string, text: string): void {
    if (this.#unsaved.get(file) === text) return;
    const isNew = !this.#unsaved.has(file) && this.#workspace?.owners.has(file) === false;
    this.#unsaved.set(file, text);
    this.#touch(file);
    if (isNew && lintable.test(file)) this.#workspace = undefined;
  }

  clearText(file: string): void {
    if (!this.#unsaved.delete(file)) return;
    this.#touch(file);
    if (!existsSync(file)) this.#workspace = undefined;
  }

  diskChanged(files: readonly string[]): void {
    for (const file of files) {
      if (this.#unsaved.has(file)) continue;
      const known = this.#workspace?.owners.has(file) ?? false;
      if (shapesTheWorkspace.test(file)) this.#programs.close();
      if (shapesTheWorkspace.test(file) || (lintable.test(file) && known !== existsSync(file))) this.#workspace = undefined;
      this.#touch(file);
    }
  }

  /** The text as the program sees it: unsaved, or from the disk. */
  text(file: string): string | undefined {
    const unsaved = this.#unsaved.get(file);
    if (unsaved !== undefined) return unsaved;
    if (!this.#texts.has(file)) this.#texts.set(file, readText(file));
    return this.#texts.get(file);
  }

  /** Brings the compiler up to date with all changes so far. Cheap when there were none. */
  refresh(): void {
    // Asking for the process first starts a new one where the last was lost, which outdates the snapshot.
    void this.#compiler.api;
    const { workspace } = this;
    if (!this.#programs.areOpen) return this.#open(workspace);
    if (this.#changed.size > 0) this.#update();
  }

  /** The project that owns a file. */
  projectOf(file: string): Project | undefined {
    const owner = this.workspace.owners.get(file);
    return owner === undefined ? undefined : this.#programs.project(owner);
  }

  /** The project that a node's file belongs to. */
  home(node: Node): Project {
    const path = node.getSourceFile().fileName;
    const project = this.projectOf(path);
    if (!project) throw new Error(`no project holds ${path}`);
    return project;
  }

  /** Files of the program that are read for findings. */
  isSource(file: string): boolean {
    return this.workspace.owners.has(file);
  }

  /** The trees of files, fetched one by one: in a batch they would travel as text, which takes twice as long. */
  sourceFiles(files: readonly string[]): SourceFile[] {
    return files.map((file) => this.#treeOf(file)).filter((each) => each !== undefined);
  }

  *sourceFile(file: string): Asking<SourceFile | undefined> {
    if (this.#programs.isAhead(file)) return this.#treeOf(file);
    const owner = this.workspace.owners.get(file);
    return owner === undefined ? undefined : yield* (this.#programs.lastKnown(owner)?.program.getSourceFile.gen(file) ?? nothing());
  }

  /** The names of all files of the program that owns `file`, libraries' declarations included. */
  programFiles(file: string): ReadonlySet<string> {
    const owner = this.workspace.owners.get(file);
    return owner === undefined ? new Set() : this.#programs.members(owner);
  }

  /** The packages of which the program that owns a file holds any file. The same object for all files of a program. */
  packagesUsed(file: string): ReadonlySet<string> {
    const members = this.programFiles(file);
    let known = this.#packages.get(members);
    if (!known) {
      known = new Set([...members].flatMap((member) => (member.includes("/node_modules/") ? packageOf(member) : [])));
      this.#packages.set(members, known);
    }
    return known;
  }

  get manifests(): Manifests {
    return this.#manifests;
  }

  /** A file's path inside the folder that holds it. */
  relativePath(file: string): string {
    const holds = this.#options.folders.filter((folder) => file.startsWith(`${folder}/`));
    const folder = holds.sort((a, b) => b.length - a.length)[0];
    return folder === undefined ? file : file.slice(folder.length + 1);
  }

  /** The files that mention a name, by their text alone. */
  mentioning(name: string): readonly string[] {
    const { epoch, files } = this.#mentions.get(name) ?? { epoch: this.#opened, files: this.#words.holding(name) };
    const changed = this.changedSince(epoch) ?? [];
    const holds = (file: string) => holdsWord(this.text(file), name);
    const current = changed.some((file) => files.includes(file) !== holds(file))
      ? [...files.filter((file) => !changed.includes(file)), ...new Set(changed.filter(holds))].sort()
      : files;
    this.#mentions.set(name, { epoch: this.epoch, files: current });
    return current;
  }

  /** Which files changed since an epoch; undefined when everything may have. */
  changedSince(epoch: number | undefined): readonly string[] | undefined {
    if (epoch === undefined || epoch < this.#opened) return undefined;
    return this.#history.slice(epoch - this.#opened).flat();
  }

  /** The edit of one file that is all that happened since an epoch; undefined where it is not all. */
  editSince(epoch: number | undefined): Edit | undefined {
    return epoch !== undefined && epoch >= this.#opened && epoch === this.epoch - 1 ? this.#lastEdit : undefined;
  }

  /** Settings changed what is to be read. */
  rediscover(): void {
    this.#workspace = undefined;
  }

  isUnsaved(file: string): boolean {
    return this.#unsaved.has(file);
  }

  /** The first error of each file that does not parse, as the program sees it. */
  syntaxErrors(files: readonly string[]): { readonly file: string; readonly position: Position }[] {
    const byProject = new Map<Project, string[]>();
    for (const file of files) {
      const project = this.projectOf(file);
      if (project) byProject.set(project, [...(byProject.get(project) ?? []), file]);
    }
    const errors = new Map<string, Position>();
    for (const [{ program }, group] of byProject) {
      for (const { fileName, startPosition } of this.#compiler.guarded(() => program.getSyntacticDiagnostics(group))) {
        if (fileName && startPosition && !errors.has(fileName)) errors.set(fileName, startPosition);
      }
    }
    return [...errors].map(([file, position]) => ({ file, position }));
  }

  #open(workspace: Workspace): void {
    this.#programs.open(workspace.projects, this.#unsaved);
    this.#nextEpoch();
    this.#opened = this.epoch;
    const words = new WordIndex([...workspace.owners.keys()].sort(), (file) => this.text(file));
    this.#words = words;
    this.#mentions.clear();
    this.#compiler.spare = () => words.add();
    this.#history = [];
  }

  #update(): void {
    const changed = [...this.#changed];
    // Where many files changed at once nobody is typing, and everything is asked anew.
    const [file] = changed.length === 1 ? changed : [];
    const before = file === undefined ? undefined : this.#treeOf(file);
    const owner = before && this.workspace.owners.get(before.fileName);
    if (owner !== undefined && before && mayBeUnfelt(before, this.text(before.fileName) ?? "")) this.#programs.parse(before.fileName, owner);
    else this.#programs.update(changed);
    this.#nextEpoch();
    const after = before && this.#treeOf(before.fileName);
    this.#lastEdit = before && after && { before, after };
  }

  #nextEpoch(): void {
    this.#history.push([...this.#changed]);
    this.#changed.clear();
    this.epoch++;
  }

  #treeOf(file: string): SourceFile | undefined {
    const owner = this.workspace.owners.get(file);
    return owner === undefined ? undefined : this.#programs.tree(file, owner);
  }

  #touch(file: string): void {
    this.#changed.add(file);
    this.#texts.delete(file);
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function* nothing(): Asking<undefined> {
  return undefined;
}
