/** Real servers of Debian's packages, each a child without privileges that has a temporary folder of its own. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { type NetConnectOpts, type Socket, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

export interface ServerKind {
  readonly name: string;
  /** What apt-get has to install for it. */
  readonly debian: string;
  readonly program: string;
  /** Makes what the server needs in its folder, and says how it is started and where it listens. */
  prepare(folder: string, run: Run): Promise<Start> | Start;
  /** Ready is the server that answers this (nothing, when it speaks first) like that, as latin1. */
  readonly hello: string;
  readonly answer: RegExp;
  /** Ends it at once; KILL where none is given, for nobody needs its data again. */
  readonly signal?: string;
}

export interface Start {
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly address: NetConnectOpts;
  /** Another program that has to run beside it. */
  readonly beside?: { readonly program: string; readonly args: readonly string[]; readonly env?: NodeJS.ProcessEnv };
}

export interface RealServer {
  readonly address: NetConnectOpts;
  readonly folder: string;
  stop(): Promise<void>;
}

/** Runs a program to its end, as the server's own user. */
type Run = (program: string, args: readonly string[]) => void;

/** Why a kind cannot be started on this machine; undefined where it can. */
export function whyNot(kind: ServerKind): string | undefined {
  return pathOf(kind.program) ? undefined : `${kind.name} is not installed (${kind.debian})`;
}

export async function startServer(kind: ServerKind): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), `resilint-${kind.name}-`));
  const user = unprivileged();
  if (user) chownSync(folder, user.uid, user.gid);
  const as = { cwd: folder, ...user };
  const children: ChildProcess[] = [];
  let log = "";
  const begin = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const child = spawn("sh", ["-c", guard, kind.signal ?? "KILL", pathOf(program)!, ...args], {
      ...as,
      env: { ...process.env, HOME: folder, ...env },
      stdio: "pipe",
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (log = (log + text).slice(-4000)));
    children.push(child);
    return child;
  };
  const stop = async () => {
    for (const child of children.toReversed()) await end(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    const run: Run = (program, args) => execFileSync(pathOf(program)!, args, { ...as, stdio: "pipe" });
    const { args, env, address, beside } = await kind.prepare(folder, run);
    if (beside) begin(beside.program, beside.args, beside.env);
    const child = begin(kind.program, args, env);
    while (!(await isReady(kind, address))) {
      if (hasEnded(child)) throw new Error(`${kind.name} ended:\n${log}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return { address, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Starts the rest of its arguments, and ends that with the signal in the first when its own input ends, which it does
 * however this process comes to its end. Nothing of the group stays behind.
 */
const guard = `
  exec 3<&0
  "$@" </dev/null 3<&- & server=$!
  exec >/dev/null 2>&1
  (cat <&3; kill -$0 $server) &
  wait $server
  kill -KILL 0`;

/** A port of loopback that nobody listened on a moment ago, for servers that cannot choose one or listen on a path. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whether a connection succeeds, with the server's own first words. */
async function isReady({ hello, answer }: ServerKind, address: NetConnectOpts): Promise<boolean> {
  const socket = connect(address);
  try {
    return answer.test(await firstWords(socket, hello));
  } finally {
    socket.destroy();
  }
}

function firstWords(socket: Socket, hello: string): Promise<string> {
  return new Promise((resolve) => {
    socket.once("connect", () => hello && socket.write(hello, "latin1"));
    socket.once("data", (data) => resolve(data.toString("latin1")));
    socket.once("error", () => resolve(""));
    socket.once("close", () => resolve(""));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, "exit");
  child.stdin!.end();
  await ended;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Several servers refuse to run as root, so root lends them the user that owns nothing. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** Debian keeps some servers where no PATH leads. */
function pathOf(program: string): string | undefined {
  const known = (process.env["PATH"] ?? "").split(delimiter);
  const folders = [...known, "/usr/sbin", "/usr/lib/rabbitmq/bin", ...postgresFolders()];
  return folders.map((folder) => join(folder, program)).find(existsSync);
}

function postgresFolders(): string[] {
  const root = "/usr/lib/postgresql";
  return existsSync(root) ? readdirSync(root).map((version) => join(root, version, "bin")) : [];
}
