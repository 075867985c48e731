/**
 * The workspace's projects as programs of the compiler: opened, brought up to date, and let go of.
 *
 * Every project, configured or inferred, is a program that we make from a plan: one mechanism, with options that we may
 * translate. After an edit that nothing can feel, only the tree of the file is made anew, by a program of that file alone;
 * those that hold it are brought up to date when somebody asks them something.
 */
import { type Compiler, CompilerLost } from "./compiler.ts";
import { keepStrings } from "./strings.ts";
import type { ProjectPlan } from "./project/discover.ts";
import { type Project, type RawCompilerOptions, type Snapshot, type SourceFile, type SyntheticProjectId, createFileSystemLayer } from "./ts.ts";

/** Each holds some megabytes. */
const mostOutdated = 4;

/** The text of files, as the programs are to see it. */
export interface Texts {
  text(file: string): string | undefined;
  isUnsaved(file: string): boolean;
}

type Changes = Parameters<Snapshot["update"]>[0];

export class Programs {
  readonly #compiler: Compiler;
  readonly #texts: Texts;
  #plans: readonly ProjectPlan[] = [];
  #snapshot: Snapshot | undefined;
  /** The snapshot that the projects are of: the same one, or one before it. */
  #base: Snapshot | undefined;
  #generation = 0;
  #projects: readonly Project<SyntheticProjectId>[] = [];
  #members: (ReadonlySet<string> | undefined)[] = [];
  /** Files whose text this chain of snapshots was given by us: for them the compiler no longer looks at the disk. */
  readonly #layered = new Set<string>();
  readonly #outdated: { readonly snapshot: Snapshot; readonly generation: number }[] = [];
  /** What a file imported when it last changed. */
  readonly #imports = new Map<string, string>();
  /** The program that holds nothing but one file. */
  #alone: { readonly file: string; readonly id: SyntheticProjectId } | undefined;
  /** The file that programs have an older tree of than we, and which programs those are. */
  #ahead: { readonly file: string; readonly stale: readonly number[] } | undefined;

  constructor(compiler: Compiler, texts: Texts) {
    this.#compiler = compiler;
    this.#texts = texts;
  }

  /** Whether there are programs, in the process that runs now. */
  get areOpen(): boolean {
    return this.#snapshot !== undefined && this.#generation === this.#compiler.generation;
  }

  open(plans: readonly ProjectPlan[], unsaved: ReadonlyMap<string, string>): void {
    const createPrograms = plans.map((plan) => ({ rootFiles: plan.rootFiles, compilerOptions: plan.options }));
    const fileSystem = createFileSystemLayer([...unsaved]);
    const snapshot = this.#compiler.guarded((api) => api.createSnapshot({ createPrograms, fileSystem }));
    this.#plans = plans;
    this.#snapshot = this.#base = snapshot;
    this.#generation = this.#compiler.generation;
    this.#alone = this.#ahead = undefined;
    this.#layered.clear();
    for (const file of unsaved.keys()) this.#layered.add(file);
    this.#projects = (snapshot.operation.createdPrograms ?? []).map((program) => program.getProject());
    this.#members = [];
  }

  close(): void {
    for (const snapshot of new Set([this.#snapshot, this.#base])) if (snapshot) this.#dispose(snapshot, this.#generation);
    this.#snapshot = this.#base = undefined;
    this.#projects = [];
    this.#members = [];
  }

  /** A program, up to date. */
  project(index: number): Project | undefined {
    this.#catchUp();
    return this.#projects[index];
  }

  /** A program as it last was, which has the trees of all files but the one that is ahead. */
  lastKnown(index: number): Project | undefined {
    return this.#projects[index];
  }

  /** The names of all files of a program, libraries' declarations included. */
  members(index: number): ReadonlySet<string> {
    return (this.#members[index] ??= new Set(
      this.#compiler.guarded(() => this.project(index)?.program.getSourceFileNames() ?? []),
    ));
  }

  tree(file: string, index: number): SourceFile | undefined {
    const project = this.isAhead(file) && this.#alone ? this.#snapshot?.getProject(this.#alone.id) : this.lastKnown(index);
    const sourceFile = this.#compiler.guarded(() => project?.program.getSourceFile(file));
    if (sourceFile) keepStrings(sourceFile);
    return sourceFile;
  }

  /** Whether the tree of a file can be had without a question to its program. */
  isAhead(file: string): boolean {
    return this.#ahead?.file === file;
  }

  /** Files changed: all programs that hold one are brought up to date. */
  update(changed: readonly string[]): void {
    // A program that lags behind over one file is brought up to date sooner than over two.
    if (this.#ahead && !changed.includes(this.#ahead.file)) this.#catchUp();
    const stale = this.#holding(changed);
    this.#advance({ ...this.#changes(changed), ensurePrograms: this.#idsOf(stale) });
    this.#ahead = undefined;
    this.#adopt();
    for (const index of stale) {
      const held = changed.filter((file) => this.#members[index]?.has(file));
      if (held.map((file) => this.#importsChanged(file, index)).includes(true)) this.#members[index] = undefined;
    }
  }

  /** A file changed in a way that none of its programs can feel. `index` is that of the one that owns it. */
  parse(file: string, index: number): void {
    if (!this.isAhead(file)) this.#catchUp();
    const stale = this.#ahead?.stale ?? this.#holding([file]);
    const changes = this.#changes([file]);
    // It parses as in its own program, and looks for nothing else.
    const compilerOptions: RawCompilerOptions = { ...this.#plans[index]?.options, noLib: true, noResolve: true, types: [] };
    const program = { rootFiles: [file], compilerOptions };
    if (this.#alone) {
      const { id } = this.#alone;
      const reconfigurePrograms = this.#alone.file === file ? [] : [{ id, ...program }];
      this.#advance({ ...changes, reconfigurePrograms, ensurePrograms: [id] });
      this.#alone = { file, id };
    } else {
      const { operation } = this.#advance({ ...changes, createPrograms: [program] });
      const [created] = operation.createdPrograms ?? [];
      this.#alone = created && { file, id: created.getProject().id };
    }
    this.#ahead = { file, stale };
  }

  /** Brings the programs up to date that an edit was kept from. */
  #catchUp(): void {
    if (!this.#ahead) return;
    const { stale } = this.#ahead;
    this.#ahead = undefined;
    this.#advance({ ensurePrograms: this.#idsOf(stale) });
    this.#adopt();
  }

  #changes(changed: readonly string[]): Changes {
    const layer: [string, string][] = [];
    for (const file of changed) {
      if (!this.#texts.isUnsaved(file) && !this.#layered.has(file)) continue;
      this.#layered.add(file);
      layer.push([file, this.#texts.text(file) ?? ""]);
    }
    return { fileNotifications: { changed: [...changed] }, fileSystem: createFileSystemLayer(layer) };
  }

  #advance(changes: Changes): Snapshot {
    const last = this.#snapshot as Snapshot;
    this.#snapshot = this.#compiler.guarded(() => last.update(changes));
    if (last !== this.#base) this.#outdate(last);
    return this.#snapshot;
  }

  #outdate(snapshot: Snapshot): void {
    this.#outdated.push({ snapshot, generation: this.#generation });
    if (this.#outdated.length > mostOutdated) this.#letGo();
    else setImmediate(() => this.#letGo());
  }

  #adopt(): void {
    const snapshot = this.#snapshot as Snapshot;
    this.#outdate(this.#base as Snapshot);
    this.#base = snapshot;
    this.#projects = this.#projects.map((project) => snapshot.getProject(project.id) as Project<SyntheticProjectId>);
  }

  /** The programs that hold one of the files. */
  #holding(files: readonly string[]): readonly number[] {
    return [...this.#projects.keys()].filter((index) => files.some((file) => this.members(index).has(file)));
  }

  #idsOf(indices: readonly number[]): SyntheticProjectId[] {
    return indices.map((index) => (this.#projects[index] as Project<SyntheticProjectId>).id);
  }

  /** Which files a program holds changes with what its files import, and with nothing else. */
  #importsChanged(file: string, index: number): boolean {
    const sourceFile = this.tree(file, index);
    const references = [...(sourceFile?.referencedFiles ?? []), ...(sourceFile?.typeReferenceDirectives ?? [])];
    const imports = [...(sourceFile?.imports ?? []).map((each) => each.getText()), ...references.map((each) => each.fileName)];
    const before = this.#imports.get(file);
    this.#imports.set(file, imports.join("\n"));
    return before !== imports.join("\n");
  }

  /** Lets go of outdated snapshots: after the answer that somebody waits for, where there is a moment. */
  #letGo(): void {
    for (const { snapshot, generation } of this.#outdated.splice(0)) this.#dispose(snapshot, generation);
  }

  #dispose(snapshot: Snapshot, generation: number): void {
    if (!this.#compiler.isRunning || generation !== this.#compiler.generation) return;
    try {
      this.#compiler.guarded(() => snapshot.dispose());
    } catch (error) {
      // With the process gone, the snapshot is gone too.
      if (!(error instanceof CompilerLost)) throw error;
    }
  }
}
