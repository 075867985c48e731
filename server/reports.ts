/** What is known of each file, so that the same question is not put to the engine twice. */
import type { FileReport, Finding } from "../core/finding.ts";
import type { Engine } from "./engine/engine.ts";
import type { Workspace } from "./workspace.ts";

interface Known {
  readonly revision: number;
  readonly findings: readonly Finding[];
}

interface Pending {
  readonly revision: number;
  readonly findings: Promise<readonly Finding[]>;
  readonly abort: AbortController;
}

/** How many files an audit hands to the engine at once: a person's question waits no longer than for one slice. */
const sliceSize = 8;

export class Reports {
  readonly #engine: Engine;
  readonly #workspace: Workspace;
  readonly #ready: Promise<void>;
  readonly #known = new Map<string, Known>();
  readonly #pending = new Map<string, Pending>();
  /** The folders whose closed files are shown. */
  readonly #audited = new Set<string>();

  /** Nothing is asked before `ready`: until then the settings are not known. */
  constructor(engine: Engine, workspace: Workspace, ready: Promise<void>) {
    this.#engine = engine;
    this.#workspace = workspace;
    this.#ready = ready;
  }

  /** What is shown of a file as it now is. Rejects with `Superseded` when its text changes before that is known. */
  async of(file: string): Promise<readonly Finding[]> {
    await this.#ready;
    if (!this.#workspace.settings(this.#workspace.folderOf(file)).enable) return [];
    return this.shown(file, await this.#findings(file));
  }

  /** Nobody needs the answer for the text as it was. */
  supersede(file: string): void {
    this.#pending.get(file)?.abort.abort();
    this.#pending.delete(file);
  }

  /** Findings of files that no editor has open, where an audit has read them. */
  closed(): ReadonlyMap<string, readonly Finding[]> {
    const shown = new Map<string, readonly Finding[]>();
    for (const [file, { findings }] of this.#known) {
      if (this.#workspace.isOpen(file) || !this.isAudited(file)) continue;
      const visible = this.shown(file, findings);
      if (visible.length > 0) shown.set(file, visible);
    }
    return shown;
  }

  /** How many findings are shown, in open and in audited files. */
  count(): number {
    const open = this.#workspace.openFiles().map((file) => this.shown(file, this.#known.get(file)?.findings ?? []));
    return [...open, ...this.closed().values()].reduce((sum, findings) => sum + findings.length, 0);
  }

  get hasAudits(): boolean {
    return this.#audited.size > 0;
  }

  isAudited(file: string): boolean {
    return this.#audited.has(this.#workspace.folderOf(file));
  }

  /** From now on the closed files of a folder are shown, as far as they were read. */
  audited(folder: string): void {
    this.#audited.add(folder);
  }

  /** Lets go of files that are not there any more. */
  drop(files: Iterable<string>): void {
    for (const file of files) this.#known.delete(file);
  }

  /** Reads many files in slices, in the background. Those that were read before a cancellation stay known. */
  async read(
    folder: string,
    files: readonly string[],
    signal?: AbortSignal,
    each?: (reports: readonly FileReport[], done: number) => void,
  ): Promise<void> {
    let background = true;
    for (let done = 0; done < files.length; ) {
      const { revision } = this.#engine;
      const slice = files.slice(done, done + sliceSize);
      const { reports, stopped } = await this.#engine.ask(folder, "check", [slice], { background, signal });
      for (const { file, findings } of reports) this.#known.set(file, { revision, findings });
      const last = reports.at(-1)?.file;
      const advanced: number = stopped ? slice.findIndex((file) => file === last) + 1 : slice.length;
      done += advanced;
      each?.(reports, done);
      // Somebody who types without a pause must not keep an audit at the same place for ever.
      background = advanced > 0;
    }
  }

  /** Nothing is shown in folders that are switched off, and hardening only where it is asked for. */
  shown(file: string, findings: readonly Finding[]): readonly Finding[] {
    const { enable, hardening } = this.#workspace.settings(this.#workspace.folderOf(file));
    if (!enable) return [];
    if (hardening) return findings;
    return findings.filter(({ category, level }) => category !== "hardening" || level !== "info");
  }

  #findings(file: string): Promise<readonly Finding[]> {
    const { revision } = this.#engine;
    const known = this.#known.get(file);
    if (known?.revision === revision) return Promise.resolve(known.findings);
    const pending = this.#pending.get(file);
    if (pending?.revision === revision) return pending.findings;
    const abort = new AbortController();
    const findings = this.#check(file, abort.signal);
    this.#pending.set(file, { revision, findings, abort });
    return findings;
  }

  async #check(file: string, signal: AbortSignal): Promise<readonly Finding[]> {
    const { revision } = this.#engine;
    try {
      const folder = this.#workspace.folderOf(file);
      const { reports } = await this.#engine.ask(folder, "check", [[file]], { signal });
      const findings = reports[0]?.findings ?? [];
      this.#known.set(file, { revision, findings });
      return findings;
    } finally {
      if (this.#pending.get(file)?.abort.signal === signal) this.#pending.delete(file);
    }
  }
}
