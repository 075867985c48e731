/** What can come of a call: the small lattice under the fact `rejects`. */

export const Level = {
  /** Nothing can fail, as far as the code says. */
  never: 0,
  /** It rests on something that cannot be seen: a callback from elsewhere, a promise out of a field. */
  unknown: 1,
  /** A throw, or a call that leaves the program's own code. */
  fails: 2,
} as const;

export type Level = (typeof Level)[keyof typeof Level];

export interface Outcome {
  readonly level: Level;
  /** Parameters, as bits by position, whose throwing when called leads here. */
  readonly throwing: number;
  /** Parameters whose promise's rejection leads here. */
  readonly rejecting: number;
  /** Flags by which a caller asks for the failure, as bits by position; those that ask by being false stand `ifFalse` further on. */
  readonly asked: number;
  /** What is under a condition that a caller's arguments can rule out: its parameters, as bits like those of `asked`. */
  readonly under: number;
  /** What can come of it where all of those are ruled out. */
  readonly otherwise: Level;
}

export const ifFalse = 15;

export function ofLevel(level: Level): Outcome {
  return { level, throwing: 0, rejecting: 0, asked: 0, under: 0, otherwise: level };
}

export const never = ofLevel(Level.never);
export const unknown = ofLevel(Level.unknown);
export const fails = ofLevel(Level.fails);

export function join(a: Outcome, b: Outcome): Outcome {
  if (a === never) return b;
  if (b === never) return a;
  return {
    level: higher(a.level, b.level),
    throwing: a.throwing | b.throwing,
    rejecting: a.rejecting | b.rejecting,
    asked: a.asked | b.asked,
    under: a.under | b.under,
    otherwise: higher(a.otherwise, b.otherwise),
  };
}

function higher(a: Level, b: Level): Level {
  return a > b ? a : b;
}

export function equal(a: Outcome, b: Outcome): boolean {
  const isSameOwn = a.level === b.level && a.under === b.under && a.otherwise === b.otherwise;
  return isSameOwn && a.throwing === b.throwing && a.rejecting === b.rejecting && a.asked === b.asked;
}

/** Is what fails here all under conditions that are ruled out? */
export function isRuledOut({ level, under, otherwise }: Outcome, out: number): boolean {
  return otherwise < level && (under & ~out) === 0;
}

/** What fails of some of the functions that may be called, or in some of the cases. */
export function perhaps(outcome: Outcome): Outcome {
  return outcome.level === Level.fails ? { ...outcome, level: Level.unknown, under: 0, otherwise: Level.unknown } : outcome;
}

/** `verb` says what fails: a call throws, a promise rejects. */
export function print({ level, throwing, rejecting, asked, under, otherwise }: Outcome, verb: "throw" | "reject"): readonly string[] {
  return [
    ...(level === Level.never ? [] : [level === Level.fails ? `${verb}s` : `may ${verb}`]),
    ...positions(otherwise < level ? under : 0).map((at) => `only if argument ${at % ifFalse} is ${at < ifFalse ? "" : "not "}there`),
    ...positions(throwing).map((at) => `${verb}s if argument ${at} throws`),
    ...positions(rejecting).map((at) => `${verb}s if argument ${at} rejects`),
    ...positions(asked).map((at) => `${verb}s if argument ${at % ifFalse} is ${at < ifFalse ? "true" : "false"}`),
  ];
}

/** The positions of the bits that are set. */
export function positions(bits: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < 31; at++) if (bits & (1 << at)) found.push(at);
  return found;
}
