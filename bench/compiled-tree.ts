/** What the compiler says of a folder's files, as they are and with other texts laid over some of them. */
import { Compiler } from "../core/compiler.ts";
import { Configuration } from "../core/config/configuration.ts";
import { type Workspace, discover } from "../core/project/discover.ts";
import { type Project, type Snapshot, type SyntheticProjectId, createFileSystemLayer } from "../core/ts.ts";
import { rules } from "../rules/index.ts";

export type Texts = ReadonlyMap<string, string>;

/** The errors of each file that has any. */
export type Errors = ReadonlyMap<string, readonly string[]>;

export class CompiledTree {
  readonly #compiler: Compiler;
  readonly #workspace: Workspace;
  /** Kept open, so that what all rounds share stays parsed. */
  readonly #base: Snapshot;
  readonly #projects: readonly SyntheticProjectId[];
  /** The projects that have their JavaScript checked themselves. */
  readonly #checked: ReadonlySet<unknown>;

  constructor(folder: string) {
    // A whole program is one question.
    this.#compiler = new Compiler({ folder, limit: 900_000 });
    const configuration = Configuration.load([folder], rules);
    const parse = (file: string) => this.#compiler.guarded((api) => api.parseConfigFile(file));
    this.#workspace = discover([folder], parse, (file) => configuration.isIgnored(file));
    const base = this.#compiler.guarded((api) => api.createSnapshot({ createPrograms: this.#plans() }));
    this.#base = base;
    this.#projects = (base.operation.createdPrograms ?? []).map((program) => program.getProject().id);
    this.#checked = new Set(this.#projects.filter((_, index) => this.#workspace.projects[index]?.options.checkJs === true));
  }

  /** Of `files`, or of all that people wrote. What lies over the disk for the first time is a new file. */
  errors(texts: Texts = new Map(), files: readonly string[] = [...this.#workspace.owners.keys()]): Errors {
    const snapshot = texts.size === 0 ? this.#base : this.#laidOver(texts);
    const errors = new Map<string, string[]>();
    for (const [project, owned] of this.#byProject(files, snapshot)) {
      const { program } = project;
      const said = this.#compiler.guarded(() => [...program.getSyntacticDiagnostics(owned), ...program.getSemanticDiagnostics(owned)]);
      for (const { fileName = "", code, text } of said) {
        if (isScript(fileName) && !this.#checked.has(project.id) && !isPlain(code)) continue;
        errors.set(fileName, [...(errors.get(fileName) ?? []), `TS${code}: ${text}`]);
      }
    }
    if (snapshot !== this.#base) snapshot.dispose();
    return errors;
  }

  dispose(): void {
    this.#compiler.dispose();
  }

  #plans() {
    // A file in JavaScript that is not looked at has no errors but those of its syntax.
    return this.#workspace.projects.map(({ rootFiles, options }) => ({ rootFiles, compilerOptions: { ...options, checkJs: true } }));
  }

  #laidOver(texts: Texts): Snapshot {
    const created = [...texts.keys()].filter((file) => !this.#workspace.owners.has(file));
    const changed = [...texts.keys()].filter((file) => this.#workspace.owners.has(file));
    return this.#compiler.guarded(() =>
      this.#base.update({
        fileNotifications: { changed, created },
        fileSystem: createFileSystemLayer([...texts]),
        reconfigurePrograms: this.#plans().map((plan, index) => ({ id: this.#projects[index] as SyntheticProjectId, ...plan })),
      }),
    );
  }

  /** A new file belongs to whatever program has come to hold it. */
  #byProject(files: readonly string[], snapshot: Snapshot): Map<Project, string[]> {
    const groups = new Map<Project, string[]>();
    const projects = this.#projects.map((id) => snapshot.getProject(id) as Project);
    for (const file of files) {
      const owner = this.#workspace.owners.get(file);
      const holding = owner === undefined ? projects.filter(({ program }) => program.getSourceFile(file)) : [projects[owner]];
      for (const project of holding) if (project) groups.set(project, [...(groups.get(project) ?? []), file]);
    }
    return groups;
  }
}

function isScript(file: string): boolean {
  return /\.[cm]?jsx?$/.test(file);
}

/** True of JavaScript as well, whatever its types are: a name or a module that is not there, a name that is there twice. */
function isPlain(code: number): boolean {
  return code < 2000 || [2300, 2304, 2305, 2306, 2307, 2448, 2451, 2552, 2614, 2724, 18004].includes(code);
}
