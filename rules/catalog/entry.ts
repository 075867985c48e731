/**
 * What is known of a package whose calls leave the process: which calls they are, how long they wait, what bounds them.
 *
 * An entry says what was read in the package's sources and seen by running it; where majors differ, each has its entry.
 * Entries are plain data, so that settings can hold more of them.
 */
import type { Category } from "../../core/finding.ts";
import type { ServiceKind } from "../../core/settings.ts";

export interface Entry {
  /** What declares the symbols: an npm package, or `node` for Node's own modules and globals. */
  readonly package: string;
  /** Other packages that declare some of them; `@aws-sdk/client-*` stands for all that begin so. */
  readonly also?: readonly string[];
  /** The modules inside that are meant, without `node:`. */
  readonly modules?: readonly string[];
  /** The first and the last major version it speaks for; the last is left out where it is the newest. */
  readonly majors?: readonly [first: number, last?: number];
  /** The operations are globals, which the language's own library may declare as well. */
  readonly global?: true;
  readonly service: ServiceKind;
  readonly operations: readonly Operation[];
  /** How long an operation waits with no bound at all. */
  readonly waits: Waits;
  /** The same in a page, where that differs. */
  readonly waitsInBrowser?: Waits;
  /** The options of a call, and of a client, that bound an operation; `timeout.request` stands inside `timeout`. */
  readonly bounds: Readonly<Record<string, Bounding>>;
  /** The options that look like a bound and are none, with what they do instead: `only warns`. */
  readonly powerless?: Readonly<Record<string, string>>;
  /** The links of a chain around the operation that bound it: `.timeout(5_000)`. */
  readonly links?: Readonly<Record<string, Bounding>>;
  /** What looks like a bound and only emits an event, until a listener ends the operation. */
  readonly emits?: Emitting;
  /** Members of what a call returns that end it: where code calls one, when it does cannot be read off the call. */
  readonly endedBy?: readonly string[];
  /** How the clients are made on which operations are called. */
  readonly clients?: readonly ClientMaker[];
  /** Regular expressions for a file's text: those of one list, found together, bound a whole program's operations. */
  readonly programWide?: readonly (readonly string[])[];
  /** What a fix writes at the call; absent where only the client can bound. */
  readonly remedy?: Remedy;
  /** How often it tries again by itself. */
  readonly retries?: number;
  /** Whether an answer such as 500 rejects. */
  readonly throwsOnStatus?: boolean;
  /** What emits an `error` that ends the process where nobody listens. */
  readonly emitters?: readonly Emitter[];
  /** What is taken and must be given back. */
  readonly resources?: readonly Resource[];
  /** Callbacks that are given to the package, and what becomes of their rejection. */
  readonly boundaries?: readonly Boundary[];
}

/** Names of functions, or of members of classes and interfaces. */
export interface Named {
  /** `*` stands for every member of the containers. */
  readonly members: readonly string[];
  /** The classes or interfaces that declare them; absent for functions, and for members of types that have no name. */
  readonly containers?: readonly string[];
  /** Of `*`, what is not meant. */
  readonly except?: readonly string[];
}

export interface Operation extends Named {
  /** The client itself is called: `axios(url)`. The members are the names of its types. */
  readonly isClient?: true;
  /** Names of the properties it is called on, `issues` of `octokit.issues.create`: where its own says too little. */
  readonly inside?: readonly string[];
  /** The types of what it is called on, where the member itself has no declaration that tells. */
  readonly receivers?: readonly string[];
  /** The arguments that may hold options. The last is where a fix puts them. None where no options are taken. */
  readonly options: readonly number[];
  /** The argument that says where the call goes; options name it as `url`. */
  readonly target?: number;
  /** An argument that is a bound by itself: `flush(2_000)`. */
  readonly argument?: { readonly at: number | "last"; readonly is: Bounding };
  /** It waits for something else than the others. */
  readonly waits?: Waits;
  /** Asking twice does no more than asking once. */
  readonly idempotent?: boolean;
  /** It is meant to wait long: a subscription, a long poll. It is no finding, and a timeout switched off is right. */
  readonly endless?: true;
  /** It is looked at where options are passed alone: it is mostly called with none, and each would be found. */
  readonly optional?: true;
  /** Data may stand where options do, so that no fix writes there. */
  readonly unplaced?: true;
}

export type Bounding =
  /** A number, or what computes one. */
  | "milliseconds"
  | "seconds"
  | "signal"
  /** A point in time: a `Date`, or milliseconds since 1970. */
  | "deadline"
  /** Milliseconds that bound a part alone, such as the wait for headers: a stalled body hangs all the same. */
  | "part"
  /** What it bounds cannot be read off the call. */
  | "opaque";

export interface Waits {
  /** After how many milliseconds it ends by itself; absent where it never does. */
  readonly limit?: number;
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

export interface ClientMaker extends Named {
  /** The arguments that may hold the client's options. The last is where a fix puts them. */
  readonly options: readonly number[];
  /** What of them bounds the client's operations, where that is not what bounds a call. */
  readonly bounds?: Readonly<Record<string, Bounding>>;
  /** The options that a client should not be made without. */
  readonly needs?: readonly Need[];
  /** A regular expression for the file's text, without which the needs are not known: the database of an ORM. */
  readonly where?: string;
  /** The option that says where its calls go. */
  readonly address?: string;
  /** It is called on a client, and what bounds that one bounds the new one: `base.extend(options)`. */
  readonly inherits?: true;
}

/** A wait that only the client can bound. */
export interface Need {
  /** One of these options is enough. A fix writes the first. */
  readonly options: readonly string[];
  /** What bounds a part of it alone, such as what the server keeps: with one of these it is neither missing nor met. */
  readonly parts?: readonly string[];
  readonly writes: "milliseconds" | "seconds";
  /** What waits without it, and how long: `a query waits for ever`. */
  readonly words: string;
}

export interface Remedy {
  /** The option that is written, */
  readonly option?: string;
  /** with another that has to hold the same, for either bounds a part alone; */
  readonly alongside?: string;
  /** or the link of a chain that is put behind the call, which may take the option in an object of its own, */
  readonly link?: string;
  /** or before the operation, on what that is called on; */
  readonly before?: true;
  /** or the position of an argument. */
  readonly argument?: number;
  readonly writes: "milliseconds" | "seconds" | "signal" | "deadline";
  /** What must stand beside it for the bound to do no harm; follows a comma. */
  readonly beside?: string;
}

/** By its members: the functions and classes that make it, or that hand it over. */
export interface Emitter extends Named {
  /** What it is: `pool`. */
  readonly is: string;
  /** What makes it emit `error`; follows "the first time". */
  readonly when: string;
  /** The call returns a promise of it. */
  readonly promised?: true;
  /** It is a parameter of a callback that the call is given. */
  readonly given?: Handed;
  /** It is the property of that name, and counts where it is written to. */
  readonly property?: true;
  /** Only where this member is called on it can it fail so. */
  readonly by?: string;
  /** A regular expression for the text of a call that makes none that could fail so. */
  readonly unless?: string;
  /** What to do, where a listener to each would be wrong: one that is lent again and again would gather them. */
  readonly remedy?: string;
  /** A regular expression for the text of a program that deals with all of them in one place. */
  readonly handledBy?: string;
  /** Where it is graver or lighter than others. */
  readonly category?: Category;
}

export interface Handed {
  readonly callback: number | "last";
  readonly parameter: number;
  /** The values of the first argument that are meant. */
  readonly events?: readonly string[];
}

export interface Resource {
  readonly acquire: Named;
  /** The members of what was acquired that give it back. */
  readonly release: readonly string[];
  /** Whether a `using` declaration gives it back. */
  readonly using?: "using" | "await using";
}

export interface Boundary extends Named {
  /** Which argument is the callback: its position, and inside an object its name; or what a decorator decorates. */
  readonly callback: readonly [at: number, property?: string] | "decorated";
  /** The arguments behind it are callbacks as well. */
  readonly rest?: true;
  /** The process ends; whoever asked gets no answer; nobody hears of it; somebody deals with it. */
  readonly rejection: "ends the process" | "hangs" | "is swallowed" | "is handled";
  readonly majors?: readonly [first: number, last?: number];
  /** What the callback is, with its article: `a request handler`. */
  readonly is?: string;
  /** Somebody waits while it runs: the program is entered here. */
  readonly asked?: true;
  /** What comes of a rejection, where that is not what comes of any other; follows "if it rejects". */
  readonly ends?: string;
  /** What else comes of it; follows "and". */
  readonly besides?: string;
  /** Those values of the first argument that are meant. */
  readonly events?: readonly string[];
  /** Those callbacks are meant that take at least so many parameters. */
  readonly parameters?: number;
  /** Those calls are meant whose arguments read so. */
  readonly where?: RegExp;
  /** It is handled in a program that says this somewhere. */
  readonly unless?: RegExp;
  /** The package that makes what takes it. Handed to code that cannot be read, it may come back as one that waits. */
  readonly maker?: string;
  /** `captureRejections` has it handled. */
  readonly capturable?: true;
  /** How a handler answers for its own failure: by its third parameter, or by the response that is its second. */
  readonly answers?: "next" | "http";
  /** What is wrong with any async callback here, rejecting or not; `message` follows the name of what takes it. */
  readonly misuse?: {
    readonly message: string;
    readonly why: string;
    readonly remedy: string;
    /** Only of a callback that is seen to wait for something. */
    readonly ifItWaits?: true;
  };
  /** Where a rejection is graver or lighter than its end says. */
  readonly category?: Category;
}
