/** Functions whose callback is given an error that need not be looked at, or hardly. */
import type { Origin } from "../../core/callee.ts";

interface Entry {
  readonly packages: RegExp;
  readonly modules?: RegExp;
  readonly containers?: RegExp;
  readonly members: RegExp;
}

const entries: readonly Entry[] = [
  // All that it says is that the server was closed already.
  { packages: /./, containers: /Server$|^Agent$/, members: /^close$/ },
  // The stream's `error` event tells of the same failure.
  {
    packages: /^node$/,
    modules: /^(stream|net|http|https|http2|tls|tty|fs|zlib|process)$/,
    containers: /./,
    members: /^(write|end)$/,
  },
  // They take no more than memory.
  { packages: /^node$/, modules: /^crypto$/, members: /^(randomBytes|pseudoRandomBytes|randomFill|randomInt)$/ },
  // A profiler is told what to do by commands, one in the callback of the other.
  { packages: /^node$/, modules: /^inspector$/, members: /^post$/ },
  // Its failure shows in the `close` event.
  { packages: /^ws$/, members: /^(ping|pong)$/ },
];

/** The call cannot fail, or its failure shows elsewhere. */
export function needsNoLook(origin: Origin): boolean {
  return entries.some(
    ({ packages, modules, containers, members }) =>
      packages.test(origin.package) && members.test(origin.member) &&
      (!modules || modules.test(origin.module ?? "")) && (!containers || containers.test(origin.container ?? "")),
  );
}

/** What tidies up, or makes sure that a thing is there: what comes next hardly rests on it. */
export function tidiesUp(member: string): boolean {
  return tidying.has(member);
}

const tidying: ReadonlySet<string> = new Set([
  "unlink", "rm", "rmdir", "rimraf", "remove", "del", "close", "end", "quit", "disconnect", "abort", "kill", "mkdir",
  "mkdirp", "ensureDir", "clear", "release", "unsubscribe", "unref", "utimes", "chmod",
]);
