/**
 * What the whole workspace says of itself: which error class it throws most, how it names its logger.
 *
 * A survey reads texts and not trees, so that an editor which has just opened one file of a large workspace need not
 * parse all others to answer. Each file's part is kept as long as its text stays the same.
 */
import type { World } from "./world.ts";

export interface Survey<Part, Result> {
  /** What one file's text says; undefined where it says nothing. */
  of(text: string, file: string): Part | undefined;
  /** The parts of all files, in the order of their paths. */
  merge(parts: ReadonlyMap<string, Part>): Result;
}

export class Surveys {
  readonly #parts = new Map<object, Map<string, { readonly text: string; readonly part: unknown }>>();
  readonly #results = new Map<object, { readonly epoch: number; readonly result: unknown }>();

  take<Part, Result>(survey: Survey<Part, Result>, world: World): Result {
    const last = this.#results.get(survey);
    if (last?.epoch === world.epoch) return last.result as Result;
    let known = this.#parts.get(survey);
    if (!known) this.#parts.set(survey, (known = new Map()));
    const parts = new Map<string, Part>();
    for (const file of [...world.workspace.owners.keys()].sort()) {
      const text = world.text(file) ?? "";
      let entry = known.get(file);
      if (entry?.text !== text) known.set(file, (entry = { text, part: survey.of(text, file) }));
      if (entry?.part !== undefined) parts.set(file, entry.part as Part);
    }
    const result = survey.merge(parts);
    this.#results.set(survey, { epoch: world.epoch, result });
    return result;
  }
}
