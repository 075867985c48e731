/** Tries one proof in a process of its own, `node child.js <its file>`, and sends what became of each way on each server. */
import { type Fate, type Proof, type Way, soon } from "./proof.ts";
import { speed, windUp } from "./real/clock.ts";
import { type Behaviour, type BlackHole, openBlackHole } from "./servers.ts";

export interface Outcome {
  readonly way: string;
  readonly server: Behaviour;
  /** How it ended; nothing where it was still waiting when everything else had ended. */
  readonly end?: string;
  /** How many milliseconds that took, by the clock that it saw. */
  readonly took?: number;
  /** The default that it was tried for, and how long it was to wait where there is none. */
  readonly after?: number;
  readonly outlasts?: number;
  /** Why that does not prove what was to be proved. */
  readonly problem?: string;
}

type Ended = Pick<Outcome, "end" | "took">;

interface Attempt {
  readonly name: string;
  readonly way: Way;
  readonly server: Behaviour;
  readonly fate: Fate;
}

/** When what should have ended is given up, in milliseconds of the real clock. */
const patience = 45_000;
/** How long is watched what no bound ends, likewise. */
const watch = 2.5 * soon;
const unhurried = setTimeout;

// Packages take the timers that they find when they are loaded.
const clock = windUp();

// Clients say in events what they also say to the caller, who is the one that counts here.
process.on("uncaughtException", () => {}).on("unhandledRejection", () => {});

const { default: proof }: { default: Proof } = await import(`./proofs/${process.argv[2]}.js`);
const attempts = Object.entries(proof.ways).flatMap(([name, way]) =>
  Object.entries(way.ends).map(([server, fate]): Attempt => ({ name, way, server: server as Behaviour, fate })),
);
if (proof.remedy && !(proof.ways[proof.remedy]?.ends.silent instanceof RegExp))
  throw new Error("its remedy is no way that ends");
const bounds = await tryAll(
  attempts.filter((attempt) => !isLong(attempt)),
  watch,
);
clock.hurry();
const long = attempts.filter(isLong);
const defaults = await tryAll(long, Math.max(0, ...long.map(lengthOf)) / speed);
process.send!([...bounds, ...defaults], () => process.exit(0));

/** What waits for ever, or for a default, is watched by a clock that runs fast; where it should break off it needs none. */
function isLong({ way: { after, outlasts }, server }: Attempt): boolean {
  return (after ?? outlasts) !== undefined && server !== "reset" && server !== "cut";
}

function timesOf({ after, outlasts }: Way): Pick<Outcome, "after" | "outlasts"> {
  return after === undefined ? { outlasts: outlasts! } : { after };
}

/** What waits is seen to outlast the defaults of the others. */
function lengthOf({ way: { after = 0, outlasts = 0 } }: Attempt): number {
  return Math.max(1.3 * after, outlasts);
}

/** Starts all at once, and ends when what should end has ended and the rest has been watched for a while. */
async function tryAll(all: readonly Attempt[], watch: number): Promise<Outcome[]> {
  const holes = await Promise.all(all.map(({ server }) => openBlackHole(server, proof.greeting)));
  const ends: Ended[] = all.map(() => ({}));
  const runs = all.map(async ({ way }, at) => {
    const began = clock.now();
    const end = await endOf(way, holes[at]!);
    ends[at] = { end, took: Math.round(clock.now() - began) };
  });
  const mustEnd = Promise.all(runs.filter((_, at) => all[at]!.fate !== "waits"));
  const watching = all.some(({ fate }) => fate === "waits") ? pause(watch) : undefined;
  await Promise.race([mustEnd, pause(patience)]);
  await watching;
  return all.map((attempt, at) => {
    const problem = problemOf(attempt, ends[at]!, holes[at]!);
    const { name, server, way } = attempt;
    return { ...ends[at], ...(problem && { problem }), way: name, server, ...(isLong(attempt) && timesOf(way)) };
  });
}

function problemOf(attempt: Attempt, { end, took = 0 }: Ended, hole: BlackHole): string | undefined {
  const { way, fate } = attempt;
  if (!hole.wasReached()) return `the server was never reached: ${end ?? "it still waits"}`;
  if (fate === "waits") return end && `ended: ${end}`;
  if (end === undefined) return "still waits";
  if (!fate.test(end)) return `ended otherwise: ${end}`;
  return isLong(attempt) && took < way.after! * 0.9 ? `ended after ${took} ms already: ${end}` : undefined;
}

async function endOf(way: Way, hole: BlackHole): Promise<string> {
  try {
    const value = await way.call(hole);
    return `resolved ${JSON.stringify(value) ?? ""}`;
  } catch (error) {
    return textOf(error);
  }
}

function textOf(error: any): string {
  const cause = error?.cause ? ` < ${textOf(error.cause)}` : "";
  return `${error?.name} ${error?.code} ${error?.message}${cause}`.replace(/\s+/g, " ");
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void unhurried(resolve, milliseconds));
}
