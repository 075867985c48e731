/**
 * What is known of a package whose calls leave the process: which calls they are, how long they wait, what bounds them.
 *
 * An entry says what was read in the package's sources and seen by running it; where majors differ, each has its entry.
 */
import type { ServiceKind } from "../../core/settings.ts";

export interface Entry {
  /** What declares the symbols: an npm package, or `node` for Node's own modules and globals. */
  readonly package: string;
  /** The modules inside that are meant, without `node:`. */
  readonly modules?: readonly string[];
  /** The operations are globals, which the language's own library may declare as well. */
  readonly global?: true;
  readonly service: ServiceKind;
  readonly operations: readonly Operation[];
  /** How long an operation waits with no bound at all. */
  readonly waits: Waits;
  /** The same in a page, where that differs. */
  readonly waitsInBrowser?: Waits;
  /** The options of a call, and of a client, that bound an operation. */
  readonly bounds: Readonly<Record<string, Bounding>>;
  /** What looks like a bound and only emits an event, until a listener ends the operation. */
  readonly emits?: Emitting;
  /** How the clients are made on which operations are called. */
  readonly clients?: readonly ClientMaker[];
  /** The texts of a file which, all in one, bound the operations of a whole program. */
  readonly programWide?: readonly (readonly RegExp[])[];
  /** The option that a fix writes: the client's own where it bounds the whole, a signal otherwise. */
  readonly remedy: Remedy;
}

export interface Operation {
  readonly members: readonly string[];
  /** The classes or interfaces that declare them; absent for functions. */
  readonly containers?: readonly string[];
  /** The client itself is called: `axios(url)`. The members are the names of its types. */
  readonly isClient?: true;
  /** The arguments that may hold options. The last is where a fix puts them. */
  readonly options: readonly number[];
  /** The argument that says where the call goes; options name it as `url`. */
  readonly target: number;
}

export type Bounding =
  /** A number, or what computes one. */
  | "milliseconds"
  | "seconds"
  | "signal"
  /** What it bounds cannot be read off the call. */
  | "opaque";

export interface Waits {
  /** It never ends by itself. */
  readonly forEver: boolean;
  /** Follows "it": `waits for ever`. */
  readonly words: string;
}

export interface Emitting {
  readonly option: string;
  readonly event: string;
  /** The method of what the call returns that sets the time, with a listener as its second argument. */
  readonly method: string;
  /** The methods of what the call returns that end the operation. */
  readonly ends: readonly string[];
}

export interface ClientMaker {
  readonly members: readonly string[];
  readonly containers?: readonly string[];
  /** The argument that holds the client's options. */
  readonly options: number;
}

export interface Remedy {
  readonly option: string;
  readonly writes: Exclude<Bounding, "opaque">;
  /** What must stand beside it for the bound to do no harm; follows a comma. */
  readonly beside?: string;
}
