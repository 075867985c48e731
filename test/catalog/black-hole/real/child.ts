/**
 * Tries the claims of one proof in a process of its own: `node child.js <package's file> <where the real servers are, as JSON>`. The
 * last line that it prints says of each claim how it ended.
 */
import { type Claim, type Peer, type Proof } from "./claim.ts";
import { windUp } from "./clock.ts";
import { openMongo, openSilent, openUnreachable } from "./peers.ts";
import { openProxy } from "./proxy.ts";
import type { RealServer } from "./server.ts";

export interface Outcome {
  readonly title: string;
  /** How it ended; undefined where it was still waiting when everything else had ended. */
  readonly end?: string;
  /** How many milliseconds that took, by the clock that it saw. */
  readonly took?: number;
  /** Why it could not even be tried. */
  readonly problem?: string;
}

/** How long is watched what is said to wait for ever, in milliseconds of the real clock. */
const watch = 3000;
/** When what should have ended is given up, likewise. */
const patience = 20_000;

const unhurried = setTimeout;
const clock = windUp();
const [, , name, servers] = process.argv;
const real: Record<string, Pick<RealServer, "address" | "folder">> = JSON.parse(servers!);

// Clients say in events what they also say to the caller, who is the one that counts here.
process.on("uncaughtException", () => {}).on("unhandledRejection", () => {});

const { default: proof }: { default: Proof } = await import(`./proofs/${name}.js`);
const bounds = await tryAll(proof.claims.filter(({ ends, after }) => ends && after === undefined));
const rest = await prepareAll(proof.claims.filter(({ ends, after }) => !ends || after !== undefined));
clock.hurry();
const defaults = await watchAll(rest);
process.stdout.write(`\n${JSON.stringify([...bounds, ...defaults])}\n`, () => process.exit(0));

interface Ready {
  readonly claim: Claim;
  readonly start?: () => Promise<unknown>;
  readonly problem?: string;
}

async function tryAll(claims: readonly Claim[]): Promise<Outcome[]> {
  return watchAll(await prepareAll(claims));
}

function prepareAll(claims: readonly Claim[]): Promise<Ready[]> {
  return Promise.all(claims.map(prepare));
}

async function prepare(claim: Claim): Promise<Ready> {
  try {
    const { peer, stall } = await open(claim);
    const attempt = await claim.attempt(peer);
    const start = async () => {
      if (!claim.lively) stall();
      return await attempt();
    };
    return { claim, start };
  } catch (error) {
    return { claim, problem: textOf(error) };
  }
}

async function open({ peer }: Claim): Promise<{ peer: Peer; stall(): void }> {
  const none = () => {};
  if (peer === "silent") return { peer: { port: await openSilent(), folder: "" }, stall: none };
  if (peer === "unreachable") return { peer: { port: await openUnreachable(), folder: "" }, stall: none };
  if (peer === "mongo") {
    const { port, stall } = await openMongo();
    return { peer: { port, folder: "" }, stall };
  }
  const { address, folder } = real[peer]!;
  const proxy = await openProxy(address);
  return { peer: { port: proxy.port, folder }, stall: proxy.stall };
}

/** Starts all at once, and ends when what should end has ended and the rest has been watched for a while. */
async function watchAll(all: readonly Ready[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = all.map(({ claim: { title }, problem }) => (problem ? { title, problem } : { title }));
  const began = clock.now();
  const runs = all.map(async ({ claim: { title }, start }, at) => {
    if (!start) return;
    const end = await start().then(() => "resolved", textOf);
    outcomes[at] = { title, end, took: Math.round(clock.now() - began) };
  });
  const mustEnd = Promise.all(runs.filter((_, at) => all[at]!.claim.ends));
  const waiting = all.some(({ claim }) => !claim.ends) ? pause(watch) : undefined;
  await Promise.race([mustEnd, pause(patience)]);
  await waiting;
  return [...outcomes];
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => unhurried(resolve, milliseconds));
}

function textOf(error: any): string {
  const cause = error?.cause ? ` < ${textOf(error.cause)}` : "";
  return `${error?.name} ${error?.code} ${error?.message}${cause}`.replace(/\s+/g, " ");
}
