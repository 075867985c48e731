/**
 * What the whole workspace says of itself: which error class it throws most, how it names its logger.
 *
 * A survey reads texts and not trees, so that an editor which has just opened one file of a large workspace need not
 * parse all others to answer. Each file's part is kept as long as its text stays the same.
 */
import { isDeepStrictEqual } from "node:util";
import type { World } from "./world.ts";

export interface Survey<Part, Result> {
  /** What one file's text says; undefined where it says nothing. */
  of(text: string, file: string): Part | undefined;
  /** The parts of all files, in the order of their paths. */
  merge(parts: ReadonlyMap<string, Part>): Result;
}

interface Taken {
  epoch: number;
  readonly parts: Map<string, unknown>;
  result: unknown;
}

export class Surveys {
  readonly #taken = new Map<object, Taken>();

  take<Part, Result>(survey: Survey<Part, Result>, world: World): Result {
    const last = this.#taken.get(survey);
    if (last?.epoch === world.epoch) return last.result as Result;
    const changed = last && world.changedSince(last.epoch);
    const read = (file: string) => survey.of(world.text(file) ?? "", file);
    if (changed && changed.every((file) => isDeepStrictEqual(last.parts.get(file), read(file)))) {
      last.epoch = world.epoch;
      return last.result as Result;
    }
    const parts = new Map<string, Part>();
    for (const file of [...world.workspace.owners.keys()].sort()) {
      const part = changed && !changed.includes(file) ? (last.parts.get(file) as Part | undefined) : read(file);
      if (part !== undefined) parts.set(file, part);
    }
    const result = survey.merge(parts);
    this.#taken.set(survey, { epoch: world.epoch, parts, result });
    return result;
  }
}
