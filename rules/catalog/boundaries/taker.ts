/** What the files of this folder hold: packages that take callbacks, and what becomes of their rejection there. */
import type { Boundary, Entry } from "../entry.ts";

export interface Taker extends Pick<Entry, "package" | "also" | "modules" | "majors" | "global"> {
  readonly boundaries: readonly Boundary[];
}

/** The methods by which listeners are added to an emitter like Node's. */
export const addsListener = ["on", "once", "addListener", "prependListener", "prependOnceListener"];
