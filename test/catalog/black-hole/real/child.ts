/**
 * Tries the claims of one proof in a process of its own, `node child.js <its file> <the real servers as JSON>`, and
 * sends what became of each.
 */
import type { Claim, Peer, Proof } from "./claim.ts";
import { speed, windUp } from "./clock.ts";
import { openBolt, openMongo, openSilent, openUnreachable } from "./peers.ts";
import { openProxy } from "./proxy.ts";
import { type RealServer, freePort } from "./server.ts";

export interface Outcome {
  readonly title: string;
  /** How it ended; nothing where it was still waiting when everything else had ended. */
  readonly end?: string;
  /** How many milliseconds that took, by the clock that it saw. */
  readonly took?: number;
  /** Why that does not prove the claim. */
  readonly problem?: string;
  /** The server that it needs and this machine does not have. */
  readonly missing?: string;
}

export type Servers = Readonly<Record<string, Pick<RealServer, "address" | "folder">>>;

interface Ready {
  readonly claim: Claim;
  readonly start: () => Promise<unknown>;
}

/** How long is watched what waits for ever, by a clock that runs fast: longer than any default here. */
const watch = 150_000;
/** When what should have ended is given up, in milliseconds of the real clock. */
const patience = 20_000;
const unhurried = setTimeout;

// Packages take the timers that they find when they are loaded.
const clock = windUp();

// Clients say in events what they also say to the caller, who is the one that counts here.
process.on("uncaughtException", () => {}).on("unhandledRejection", () => {});

const [, , name, given] = process.argv;
const servers: Servers = JSON.parse(given!);
const { default: proof }: { default: Proof } = await import(`./proofs/${name}.js`);
const outcomes: Outcome[] = [];
await watchAll(await prepareAll(proof.claims.filter((claim) => !needsHurry(claim))));
const slow = await prepareAll(proof.claims.filter(needsHurry));
clock.hurry();
await watchAll(slow);
process.send!(outcomes, () => process.exit(0));

/** What waits for ever, or for a default, is watched by a clock that runs fast. */
function needsHurry({ ends, after }: Claim): boolean {
  return !ends || after !== undefined;
}

async function prepareAll(claims: readonly Claim[]): Promise<Ready[]> {
  const all = await Promise.all(claims.map(prepare));
  return all.flatMap((ready) => ready ?? []);
}

async function prepare(claim: Claim): Promise<Ready | undefined> {
  const { title } = claim;
  try {
    const peer = await open(claim);
    if (!peer) return void outcomes.push({ title, missing: claim.peer });
    const attempt = await Promise.race([claim.attempt(peer), pause(patience)]);
    if (!attempt) return void outcomes.push({ title, problem: "could not be made ready" });
    if (!claim.lively) peer.stall();
    return { claim, start: async () => await attempt() };
  } catch (error) {
    outcomes.push({ title, problem: `could not be tried: ${textOf(error)}` });
    return undefined;
  }
}

async function open({ peer }: Claim): Promise<Peer | undefined> {
  const none = { folder: "", stall() {} };
  if (peer === "silent") return { ...none, port: await openSilent() };
  if (peer === "refused") return { ...none, port: await freePort() };
  if (peer === "unreachable") return { ...none, port: await openUnreachable() };
  if (peer === "bolt") return { ...none, port: await openBolt() };
  if (peer === "mongo") return { ...none, ...(await openMongo()) };
  const server = servers[peer];
  return server && { folder: server.folder, ...(await openProxy(server.address)) };
}

/** Starts all at once, and ends when what should end has ended and the rest has been watched for a while. */
async function watchAll(all: readonly Ready[]): Promise<void> {
  const ends: Pick<Outcome, "end" | "took">[] = all.map(() => ({}));
  const runs = all.map(async ({ start }, at) => {
    const began = clock.now();
    const end = await start().then(() => "resolved", textOf);
    ends[at] = { end, took: Math.round(clock.now() - began) };
  });
  const mustEnd = Promise.all(runs.filter((_, at) => all[at]!.claim.ends));
  const watching = all.some(({ claim }) => !claim.ends) ? pause(watch / speed) : undefined;
  await Promise.race([mustEnd, pause(patience)]);
  await watching;
  for (const [at, { claim }] of all.entries()) {
    const problem = problemOf(claim, ends[at]!);
    outcomes.push({ title: claim.title, ...ends[at], ...(problem && { problem }) });
  }
}

function problemOf({ ends, after = 0 }: Claim, { end, took = 0 }: Pick<Outcome, "end" | "took">): string | undefined {
  if (!ends) return end && `ended: ${end}`;
  if (end === undefined) return "still waits";
  if (!ends.test(end)) return `ended otherwise: ${end}`;
  return took < after * 0.9 ? `ended after ${took} ms already: ${end}` : undefined;
}

function textOf(error: any): string {
  const name = error?.name === "Error" ? error.constructor.name : error?.name;
  const cause = error?.cause ? ` < ${textOf(error.cause)}` : "";
  return `${name} ${error?.code} ${error?.message}${cause}`.replace(/\s+/g, " ");
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void unhurried(resolve, milliseconds));
}
