/** The engine as its users see it: one session is one opened workspace. The command line and the language server both hold one. */
import { type Analyser, type Analysis, type Watching, analyse } from "./analyse.ts";
import { Compiler, CompilerLost } from "./compiler.ts";
import { confinedEdit } from "./confined.ts";
import { Configuration } from "./config/configuration.ts";
import { Facts } from "./facts.ts";
import type { FileReport, FixOffer, Finding, Level, Notice, Position, Safety, TextEdit } from "./finding.ts";
import { type Built, applyEdits, buildFix } from "./fix/build.ts";
import { allEdits, textEdits } from "./fix/text-edits.ts";
import { together } from "./fix/together.ts";
import { Memory } from "./memory.ts";
import { Answers } from "./questions.ts";
import { refactoringsAt } from "./refactorings.ts";
import { type Told, tell } from "./report.ts";
import type { Check, Fix, Rule } from "./rule.ts";
import { commentRules, ignoreCommentEdit } from "./suppress.ts";
import { offsetOf } from "./text.ts";
import type { Node, SourceFile } from "./ts.ts";
import { TypeCount } from "./typecoverage.ts";
import type { Workspace } from "./project/discover.ts";
import { isUnder } from "./project/paths.ts";
import { type Edit, World } from "./world.ts";

export interface SessionOptions {
  /** Absolute paths of the folders to read. */
  readonly folders: readonly string[];
  readonly rules: readonly Rule[];
  /** Levels from the command line or the editor's settings; they win over the configuration files. */
  readonly levels?: Readonly<Record<string, Level | "off">>;
  /** What can be done with code that nothing is wrong with; a report's `at` is the node that its fixes are for. */
  readonly refactorings?: Check;
  /** The compiler binary, where it does not stand in node_modules (an extension's package). */
  readonly compilerPath?: string;
}

/** How a long check is watched and stopped. */
export interface Steering {
  readonly progress?: (done: number, total: number) => void;
  readonly cancelled?: () => boolean;
}

/** What the engine could not see, so that silence is not taken for soundness. */
export interface TypeCoverage {
  readonly calls: number;
  readonly untypedCalls: number;
  /** Packages that are imported and cannot be resolved, by number of untyped calls. */
  readonly missingPackages: readonly string[];
}

/** Which fixes of a file are wanted: each finding's first one that is safe enough. */
export interface FixSelection {
  /** Of this rule alone. */
  readonly rule?: string;
  readonly safety: Safety;
  /** Fingerprints of findings that are to be left as they are. */
  readonly without?: ReadonlySet<string>;
  /** No more fixes than this. */
  readonly most?: number;
  /** False leaves out fixes that add a file. */
  readonly creates?: boolean;
}

/** The fixes of one file that can be made together. */
export interface FixPlan {
  /** The findings that they are for. */
  readonly findings: readonly Finding[];
  readonly edits: readonly TextEdit[];
  /** The text that the edits are for and the one that they make of it, neither with a byte order mark. */
  readonly before: string;
  readonly after: string;
}

export interface SessionApi {
  /** Every file that an audit reads, sorted. */
  files(): readonly string[];
  /** What was said of the run so far: each once. */
  notices(): readonly Notice[];
  /** Lays unsaved text over the disk. The file need not exist. */
  setText(file: string, text: string): void;
  /** The editor closed the file: the disk counts again. */
  clearText(file: string): void;
  /** Files were created, changed or deleted on disk; configuration files are noticed by their names. */
  diskChanged(files: readonly string[]): void;
  /** Checks files and returns a report for each that could be read, in the order given. Stops early when cancelled. */
  check(files: readonly string[], steering?: Steering): FileReport[];
  /** The edits of one fix of one finding, as last reported by `check`; undefined when it is no longer there. */
  fix(file: string, fingerprint: string, index: number): readonly TextEdit[] | undefined;
  /** All wanted fixes of a file, without those that overlap an earlier one; undefined when its text is not the one last checked. */
  fixes(file: string, which: FixSelection): FixPlan | undefined;
  /** The edits of all wanted fixes of a file. */
  fixAll(file: string, which: FixSelection): readonly TextEdit[];
  /** The edit that silences one finding by a comment, for its line or its file. */
  ignore(file: string, fingerprint: string, scope: "line" | "file", reason?: string): readonly TextEdit[] | undefined;
  /** What can be done with the code at a place, though nothing is wrong with it. */
  refactorings(file: string, position: Position): readonly FixOffer[];
  /** The edits of one of those. */
  refactor(file: string, position: Position, index: number): readonly TextEdit[] | undefined;
  /** Those of the files whose text, unsaved or not, has a syntax error. */
  unparsable(files: readonly string[]): readonly string[];
  /** Over all files checked so far. */
  typeCoverage(): TypeCoverage;
  dispose(): void;
}

/** How many files are analysed together: what is asked for many is asked sooner, and their trees are held at once. */
const chunkSize = 4096;

/** How many together once the compiler was lost over more. */
const smallChunkSize = 64;

/** A compiler that is lost over the same files again and again will be lost once more: then they are left out. */
const attempts = 2;

export function openSession(options: SessionOptions): SessionApi {
  return new Session(options);
}

class Session implements SessionApi {
  readonly #options: SessionOptions;
  readonly #compiler: Compiler;
  readonly #known: ReadonlySet<string>;
  #configuration: Configuration;
  readonly #world: World;
  #answers: { readonly epoch: number; readonly answers: Answers } | undefined;
  readonly #facts = new Facts((fact, fn, error) => this.#failed("fact", fact.id, fn, error));
  readonly #memory = new Memory();
  readonly #types = new TypeCount();
  readonly #notices = new Map<string, Notice>();
  readonly #told = new Map<string, { readonly sourceFile: SourceFile; readonly told: readonly Told[] }>();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#compiler = new Compiler({ folder: options.folders[0] ?? process.cwd(), path: options.compilerPath });
    this.#known = new Set([...options.rules, ...commentRules].map((rule) => rule.id));
    this.#configuration = this.#configure();
    this.#world = new World(this.#compiler, {
      folders: options.folders,
      isIgnored: (file) => this.#configuration.isIgnored(file),
    });
  }

  files(): readonly string[] {
    return [...this.#workspace().owners.keys()].sort();
  }

  notices(): readonly Notice[] {
    const configuration = this.#configuration.notices;
    return [...configuration, ...this.#workspace().notices, ...this.#notices.values()];
  }

  setText(file: string, text: string): void {
    this.#world.setText(file, text);
  }

  clearText(file: string): void {
    this.#world.clearText(file);
  }

  diskChanged(files: readonly string[]): void {
    this.#world.diskChanged(files);
    const configures = (file: string) => file.endsWith("/resilint.config.json") || file.endsWith("/package.json");
    if (files.some(configures)) this.#reconfigure();
  }

  check(files: readonly string[], { progress, cancelled }: Steering = {}): FileReport[] {
    const isCancelled = (): boolean => cancelled?.() ?? false;
    const reports = this.#checkInChunks(files, chunkSize, { isCancelled, progress: (done) => progress?.(done, files.length) });
    if (!cancelled?.()) progress?.(files.length, files.length);
    return reports;
  }

  fix(file: string, fingerprint: string, index: number): readonly TextEdit[] | undefined {
    const { sourceFile, told } = this.#find(file, fingerprint);
    const fix = told?.report.fixes?.[index];
    return sourceFile && told && fix ? allEdits(sourceFile, this.#build(told.finding, fix, sourceFile)) : undefined;
  }

  fixes(file: string, { rule, safety, without, most, creates = true }: FixSelection): FixPlan | undefined {
    const { sourceFile, told } = this.#current(file) ?? {};
    if (!sourceFile || !told) return undefined;
    const wanted = told.filter(
      ({ finding }) => (rule === undefined || finding.rule === rule) && !without?.has(finding.fingerprint),
    );
    const offers = wanted.flatMap(({ finding, report }) =>
      firstFix(report.fixes ?? [], safety).map((fix) => ({ finding, built: this.#build(finding, fix, sourceFile) })),
    );
    const { findings, built } = together(offers.filter((offer) => creates || offer.built.files.length === 0), most);
    const { text } = sourceFile;
    return { findings, edits: allEdits(sourceFile, built), before: text, after: applyEdits(text, built.edits) };
  }

  fixAll(file: string, which: FixSelection): readonly TextEdit[] {
    return this.fixes(file, which)?.edits ?? [];
  }

  ignore(file: string, fingerprint: string, scope: "line" | "file", reason?: string): readonly TextEdit[] | undefined {
    const { sourceFile, told } = this.#find(file, fingerprint);
    if (!sourceFile || !told) return undefined;
    const offset = offsetOf(sourceFile, told.finding.range.start);
    const { span, text } = ignoreCommentEdit(sourceFile, offset, told.finding.rule, scope, reason);
    return textEdits(sourceFile, [{ ...span, text }]);
  }

  unparsable(files: readonly string[]): readonly string[] {
    return this.#persistently(() => {
      this.#fresh();
      return this.#world.syntaxErrors(files).map(({ file }) => file);
    });
  }

  refactorings(file: string, position: Position): readonly FixOffer[] {
    return this.#refactorings(file, position).fixes.map(({ title, safety }) => ({ title, safety }));
  }

  refactor(file: string, position: Position, index: number): readonly TextEdit[] | undefined {
    const { sourceFile, fixes } = this.#refactorings(file, position);
    const fix = fixes[index];
    return sourceFile && fix && allEdits(sourceFile, this.#build({ rule: "refactoring", file }, fix, sourceFile));
  }

  typeCoverage(): TypeCoverage {
    return this.#types.total();
  }

  dispose(): void {
    this.#compiler.dispose();
  }

  #build(finding: Pick<Finding, "rule" | "file">, fix: Fix, sourceFile: SourceFile): Built {
    try {
      const built = buildFix(sourceFile, fix.write);
      const outside = built.files.find(({ path }) => !this.#options.folders.some((folder) => isUnder(path, folder)));
      if (!outside) return built;
      return this.#cannotWrite(finding, `it would add ${outside.path}, which is outside of what was opened`);
    } catch (error) {
      return this.#cannotWrite(finding, error instanceof Error ? error.message : String(error));
    }
  }

  /** A fix that cannot be written costs one notice and no other fix. */
  #cannotWrite({ rule, file }: Pick<Finding, "rule" | "file">, reason: string): Built {
    this.#notice({ kind: "rule", message: `a fix of \`${rule}\` could not be written: ${reason}`, file });
    return { edits: [], files: [] };
  }

  /** Finding projects asks the compiler to read their configuration. */
  #workspace(): Workspace {
    return this.#persistently(() => this.#world.workspace);
  }

  #checkInChunks(files: readonly string[], size: number, watching: Watching): FileReport[] {
    const reports: FileReport[] = [];
    for (let at = 0; at < files.length && !watching.isCancelled(); at += size) {
      const progress = (done: number): void => watching.progress(at + done);
      reports.push(...this.#checkChunk(files.slice(at, at + size), { ...watching, progress }));
    }
    return reports;
  }

  #checkChunk(files: readonly string[], watching: Watching): FileReport[] {
    try {
      // Many files are not tried again together: what made the compiler hang once does so again, and that takes long.
      return this.#persistently(() => this.#analyse(files, watching), files.length > smallChunkSize ? 1 : attempts);
    } catch (error) {
      if (!(error instanceof CompilerLost)) throw error;
      if (files.length > smallChunkSize) return this.#checkInChunks(files, smallChunkSize, watching);
      const message = `left out ${files.length} files, on which the compiler process failed ${attempts} times`;
      this.#notice({ kind: "compiler", message, file: files[0] as string });
      return [];
    }
  }

  /** A lost compiler is started again, and everything is asked anew. */
  #persistently<T>(work: () => T, times = attempts): T {
    for (let attempt = 1; ; attempt++) {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof CompilerLost)) throw error;
        this.#facts.clear();
        this.#answers = undefined;
        this.#notice({ kind: "compiler", message: "the compiler process failed and was started again" });
        if (attempt === times) throw error;
      }
    }
  }

  #analyse(files: readonly string[], watching: Watching): FileReport[] {
    const answers = this.#fresh();
    const sourceFiles = this.#world.sourceFiles(files.filter((file) => this.#world.isSource(file)));
    const analyses = analyse(sourceFiles, { ...this.#analyser(answers), rules: this.#options.rules, watching });
    this.#types.add(analyses, this.#world, this.#compiler);
    this.#noticeSyntaxErrors(sourceFiles);
    return analyses.map((analysis) => this.#tell(analysis));
  }

  #analyser(answers: Answers): Omit<Analyser, "rules"> {
    return {
      compiler: this.#compiler,
      answers,
      facts: this.#facts,
      settingsFor: (file) => this.#configuration.settingsFor(file),
      failed: (rule, site, error) => this.#failed("rule", rule.id, site, error),
    };
  }

  #refactorings(file: string, position: Position): { readonly sourceFile?: SourceFile; readonly fixes: readonly Fix[] } {
    const { refactorings } = this.#options;
    if (!refactorings || !this.#workspace().owners.has(file)) return { fixes: [] };
    return this.#persistently(() => {
      const answers = this.#fresh();
      const [sourceFile] = this.#world.sourceFiles([file]);
      if (!sourceFile) return { fixes: [] };
      const offset = offsetOf(sourceFile, position);
      return { sourceFile, fixes: refactoringsAt(sourceFile, offset, refactorings, this.#analyser(answers)) };
    });
  }

  #tell(analysis: Analysis): FileReport {
    const { fileName } = analysis.sourceFile;
    const { report, told } = tell(analysis, this.#world.relativePath(fileName), this.#known);
    this.#told.set(fileName, { sourceFile: analysis.sourceFile, told });
    return report;
  }

  /** The answers of the program as it now is. */
  #fresh(): Answers {
    this.#world.refresh();
    const { epoch } = this.#world;
    if (this.#answers?.epoch !== epoch) {
      this.#carry(this.#world.editSince(this.#answers?.epoch));
      const settings = (file: string) => this.#configuration.settingsFor(file);
      this.#answers = { epoch, answers: new Answers(this.#world, this.#memory, settings) };
    }
    return this.#answers.answers;
  }

  /** Keeps what was worked out before, as far as the one edit since then cannot have changed it. */
  #carry(edit: Edit | undefined): void {
    const confined = edit && confinedEdit(edit.before, edit.after);
    if (confined) {
      this.#memory.carry(confined);
      this.#facts.forget(confined.after.fileName);
      return;
    }
    for (const kept of [this.#facts, this.#memory, this.#types]) kept.clear();
  }

  #configure(): Configuration {
    const { folders, rules, levels } = this.#options;
    return Configuration.load(folders, rules, levels);
  }

  #reconfigure(): void {
    this.#configuration = this.#configure();
    this.#world.rediscover();
    this.#answers = undefined;
  }

  /** What is being typed is left alone: the editor shows its errors anyway. */
  #noticeSyntaxErrors(sourceFiles: readonly SourceFile[]): void {
    const onDisk = sourceFiles.map(({ fileName }) => fileName).filter((file) => !this.#world.isUnsaved(file));
    for (const { file, position } of this.#world.syntaxErrors(onDisk)) {
      this.#notice({ kind: "file", message: "has a syntax error; findings in it may be missing or misplaced", file, position });
    }
  }

  #failed(what: "rule" | "fact", id: string, site: Node, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `${what} \`${id}\` failed and left out a place: ${reason}`;
    this.#notice({ kind: "rule", message, file: site.getSourceFile().fileName }, id);
  }

  /** Says a thing once. */
  #notice(notice: Notice, key = `${notice.kind} ${notice.file ?? ""} ${notice.message}`): void {
    if (!this.#notices.has(key)) this.#notices.set(key, notice);
  }

  #current(file: string): { readonly sourceFile: SourceFile; readonly told: readonly Told[] } | undefined {
    const last = this.#told.get(file);
    return last && last.sourceFile.text === this.#world.text(file)?.replace(/^\uFEFF/, "") ? last : undefined;
  }

  #find(file: string, fingerprint: string): { readonly sourceFile?: SourceFile; readonly told?: Told | undefined } {
    const current = this.#current(file);
    if (!current) return {};
    return { sourceFile: current.sourceFile, told: current.told.find(({ finding }) => finding.fingerprint === fingerprint) };
  }
}

function firstFix(fixes: readonly Fix[], safety: Safety): readonly Fix[] {
  const fix = fixes.find((each) => safety === "suggestion" || each.safety === "safe");
  return fix ? [fix] : [];
}
