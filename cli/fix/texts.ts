/** The texts that fixes make, laid over the disk in the session, with what stands on the disk below them. */
import { existsSync } from "node:fs";
import type { FixPlan, SessionApi } from "../../core/session.ts";

/** What is to become of one file; neither text has a byte order mark. */
export interface Change {
  readonly file: string;
  /** Undefined where there is no such file yet. */
  readonly before: string | undefined;
  readonly after: string;
}

type Laid = FixPlan & { readonly file: string };

export class Texts {
  readonly #session: SessionApi;
  readonly #changes = new Map<string, Change>();
  /** By the path of a new file: the plans that need it. */
  readonly #needed = new Map<string, Set<Laid>>();

  constructor(session: SessionApi) {
    this.#session = session;
  }

  /** New files first, each by its path; then the changed ones. */
  changes(): readonly Change[] {
    const changes = [...this.#changes.values()].filter(({ before, after }) => before !== after);
    return [...changes].sort((a, b) => Number(b.before === undefined) - Number(a.before === undefined) || byFile(a, b));
  }

  /** The text of a file that was fixed or added. */
  text(file: string): string | undefined {
    return this.#changes.get(file)?.after;
  }

  isNew(file: string): boolean {
    return this.#needed.has(file);
  }

  lay(plan: Laid): void {
    for (const { file, text, creates } of plan.edits) if (creates) this.#create(file, text, plan);
    this.#set(plan.file, plan.before, plan.after);
  }

  /** As if `plan` had not been laid. */
  takeBack(plan: Laid): void {
    this.#set(plan.file, plan.before, plan.before);
    for (const { file, creates } of plan.edits) {
      const needing = creates && this.#needed.get(file);
      if (!needing || !needing.delete(plan) || needing.size > 0) continue;
      this.#needed.delete(file);
      this.#changes.delete(file);
      this.#session.clearText(file);
    }
  }

  /** A file that is there already stays as it is. */
  #create(file: string, text: string, plan: Laid): void {
    const needing = this.#needed.get(file);
    if (needing) return void needing.add(plan);
    if (existsSync(file)) return;
    this.#needed.set(file, new Set([plan]));
    this.#changes.set(file, { file, before: undefined, after: text });
    this.#session.setText(file, text);
  }

  #set(file: string, before: string, after: string): void {
    const known = this.#changes.get(file);
    this.#changes.set(file, { file, before: known ? known.before : before, after });
    this.#session.setText(file, after);
  }
}

function byFile(a: Change, b: Change): number {
  return a.file < b.file ? -1 : 1;
}
