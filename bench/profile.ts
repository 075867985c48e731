/**
 * Where the time of our own cold audit goes, seen from outside: by Node.js's sampling profiler, and by what the compiler's
 * API counts of its requests. Nothing in the product takes part.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../test/harness/paths.ts";
import { measure } from "./measure.ts";
import type { Target } from "./target.ts";
import { own } from "./tools.ts";

/** What is being done, told by the innermost function on the stack that says so. */
const phases: readonly { readonly name: string; readonly file: RegExp; readonly fn?: RegExp }[] = [
  { name: "loading modules", file: /^node:internal\/(?:modules|process\/esm|bootstrap)|^node:module/ },
  { name: "finding projects and files", file: /\/core\/(?:project|config)\// },
  { name: "starting the compiler", file: /\/core\/compiler\.js$/, fn: /^#start$/ },
  { name: "opening the snapshot", file: /\/typescript\/dist\//, fn: /^(?:createSnapshot|update|createPrograms)$/ },
  { name: "syntax errors", file: /\/core\/world\.js$/, fn: /^syntaxErrors$/ },
  { name: "decoding trees", file: /\/typescript\/dist\/api\/node\// },
  { name: "fetching trees", file: /\/core\/world\.js$/, fn: /^sourceFile$/ },
  { name: "reading texts for surveys", file: /\/core\/survey\.js$/ },
  { name: "counting types", file: /\/core\/typecoverage\.js$/ },
  { name: "rules", file: /\/rules\// },
  { name: "facts", file: /\/core\/facts?\.js$/ },
  { name: "asking", file: /\/core\/(?:questions|asker|callee|references|context)\.js$/ },
  { name: "asking", file: /\/typescript\/dist\/api\/sync\/api\.js$/, fn: /^batch$/ },
  { name: "walking and running rules", file: /\/core\/analyse\.js$/ },
  { name: "opening the snapshot", file: /\/core\/world\.js$/ },
  { name: "telling", file: /\/core\/(?:report|suppress|text)(?:\.js$|\/)|\/cli\// },
  { name: "ending the compiler", file: /\/core\/compiler\.js$/, fn: /^(?:close|dispose)$/ },
];

/** As `--cpu-prof` writes it. */
interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Microseconds of the machine's clock. */
  readonly startTime: number;
  readonly endTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

interface Timing {
  readonly totals: Readonly<Record<string, number>>;
}

/** One run of the audit with all rules, as Markdown. The profiler slows it down a little. */
export async function profile(target: Target): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "resilint-bench-profile-"));
  try {
    const tool = own[0];
    if (!tool) throw new Error("there is no tool to profile");
    const { cwd, args } = tool.command(target);
    const recording = ["--cpu-prof", "--cpu-prof-interval", "500", "--cpu-prof-dir", folder];
    const { wall } = await measure({ cwd, args: [...recording, ...args], env: { TS_API_TIMING_DIR: folder } });
    const names = readdirSync(folder);
    // The watchdog's thread leaves a profile as well; it is the one in which nothing happens.
    const profiles = names.filter((name) => name.endsWith(".cpuprofile")).map((name) => read<CpuProfile>(join(folder, name)));
    const [main] = profiles.sort((a, b) => b.nodes.length - a.nodes.length);
    const timings = names.filter((name) => name.startsWith("timing-")).map((name) => read<{ timing: Timing }>(join(folder, name)).timing);
    if (!main) throw new Error("Node.js wrote no profile");
    return markdown(target, wall, main, timings);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function markdown(target: Target, wall: number, profile: CpuProfile, timings: readonly Timing[]): string {
  const seconds = (profile.endTime - profile.startTime) / 1e6;
  const spent = spentIn(profile);
  return [
    `## ${target.name}: where ${wall.toFixed(2)} s go`,
    "",
    "| | ms | of it waiting for the compiler |",
    "|---|---:|---:|",
    `| starting and ending Node.js | ${((wall - seconds) * 1000).toFixed(0)} | |`,
    ...byTime(spent.phases).map(([name, { total, waiting }]) => `| ${name} | ${total.toFixed(0)} | ${waiting.toFixed(0)} |`),
    "",
    "| file (its own time, waiting left out) | ms |",
    "|---|---:|",
    ...byTime(spent.files)
      .slice(0, 20)
      .map(([name, { total }]) => `| ${name} | ${total.toFixed(0)} |`),
    "",
    "| the compiler's own count | |",
    "|---|---:|",
    ...timings.flatMap(({ totals }) => Object.entries(totals).map(([name, value]) => `| ${name} | ${Math.round(value).toLocaleString("en")} |`)),
    "",
  ].join("\n");
}

interface Spent {
  total: number;
  waiting: number;
}

/** Each sample's milliseconds, for what was being done and for the file whose code ran. */
function spentIn({ nodes, samples, timeDeltas }: CpuProfile): { phases: Map<string, Spent>; files: Map<string, Spent> } {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const stackOf = (id: number): ProfileNode[] => {
    const stack: ProfileNode[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) stack.push(known.get(at) as ProfileNode);
    return stack;
  };
  const stacks = new Map(nodes.map(({ id }) => [id, describe(stackOf(id))]));
  const result = { phases: new Map<string, Spent>(), files: new Map<string, Spent>() };
  samples.forEach((id, index) => {
    const stack = stacks.get(id);
    const time = (timeDeltas[index] ?? 0) / 1000;
    if (!stack) return;
    add(result.phases, stack.phase, time, stack.isWaiting);
    if (!stack.isWaiting) add(result.files, stack.file, time, false);
  });
  return result;
}

/** `stack` begins with the function that ran. */
function describe(stack: readonly ProfileNode[]): { phase: string; file: string; isWaiting: boolean } {
  const frames = stack.map(({ callFrame }) => callFrame);
  const phase = frames.map(({ url, functionName }) => phaseOf(url, functionName)).find((name) => name !== undefined);
  const [top, caller] = frames;
  const file = top?.url ? shortened(top.url) : caller?.url ? `${top?.functionName} under ${shortened(caller.url)}` : (top?.functionName ?? "");
  const isWaiting = frames.some(({ url }) => url.endsWith("/syncChannel.js")) && /^(?:read|write)Sync$|^(?:read|write)/.test(top?.functionName ?? "");
  return { phase: phase ?? (top?.url || caller?.url ? "everything else" : (top?.functionName ?? "")), file, isWaiting };
}

function phaseOf(url: string, name: string): string | undefined {
  return phases.find(({ file, fn }) => file.test(url) && (!fn || fn.test(name)))?.name;
}

function shortened(url: string): string {
  const path = url.replace(/^file:\/\//, "");
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1).replace(/^build\//, "") : url;
}

function add(to: Map<string, Spent>, name: string, time: number, isWaiting: boolean): void {
  const spent = to.get(name) ?? { total: 0, waiting: 0 };
  to.set(name, { total: spent.total + time, waiting: spent.waiting + (isWaiting ? time : 0) });
}

function byTime(spent: ReadonlyMap<string, Spent>): [string, Spent][] {
  return [...spent].filter(([, { total }]) => total >= 1).sort(([, a], [, b]) => b.total - a.total);
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}
