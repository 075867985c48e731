/** Functions that call what they are given later, on a stack of its own: nobody around the call sees what it throws. */
import type { Origin } from "../../core/callee.ts";

export type Later = "timer" | "listener" | "callback";

interface Entry {
  readonly packages: readonly string[];
  readonly modules?: RegExp;
  readonly members: RegExp;
  readonly kind: Later;
}

const listening = /^(on|once|addListener|prependListener|prependOnceListener)$/;

const entries: readonly Entry[] = [
  {
    packages: ["node", "lib"],
    members: /^(set(Timeout|Interval|Immediate)|queueMicrotask|nextTick|request(AnimationFrame|IdleCallback))$/,
    kind: "timer",
  },
  // The emitters of the project's own call their listeners when they please, and that may be at once.
  {
    packages: ["node"],
    modules: /^(net|tls|http|https|http2|dgram|child_process|cluster|worker_threads|process|stream|fs|readline|zlib)$/,
    members: listening,
    kind: "listener",
  },
  { packages: ["lib"], members: /^addEventListener$/, kind: "listener" },
  { packages: ["ws"], members: new RegExp(`${listening.source}|^addEventListener$`), kind: "listener" },
  {
    packages: ["node"],
    modules: /^(fs|zlib|dns)$/,
    members: /^(?!create|promisify)[a-z]\w*(?<!Sync)$/,
    kind: "callback",
  },
  {
    packages: ["node"],
    modules: /^(http|https|http2|net|tls)$/,
    members: /^(request|get|connect|createConnection|createServer|listen|close)$/,
    kind: "callback",
  },
  { packages: ["node"], modules: /^child_process$/, members: /^(exec|execFile)$/, kind: "callback" },
  {
    packages: ["node"],
    modules: /^crypto$/,
    members: /^(randomBytes|randomFill|pbkdf2|scrypt|hkdf|generateKey(Pair)?)$/,
    kind: "callback",
  },
  { packages: ["node"], modules: /^stream$/, members: /^(pipeline|finished)$/, kind: "callback" },
  { packages: ["node"], modules: /^readline$/, members: /^question$/, kind: "callback" },
  {
    packages: ["mysql", "mysql2", "pg", "sqlite3"],
    members: /^(query|execute|connect|getConnection|run|get|all|each)$/,
    kind: "callback",
  },
  { packages: ["bcrypt", "bcryptjs"], members: /^(hash|compare|genSalt)$/, kind: "callback" },
  { packages: ["nodemailer"], members: /^sendMail$/, kind: "callback" },
  { packages: ["request"], members: /^(request|default|get|post|put|patch|delete|del|head)$/, kind: "callback" },
];

/** By name alone, before anything is asked. */
export function mayCallLater(name: string): boolean {
  return entries.some(({ members }) => members.test(name));
}

/** How a function of a library calls the callbacks that it is given; undefined where it may do so at once. */
export function callsLater(origin: Origin): Later | undefined {
  return entries.find(
    (each) =>
      each.packages.includes(origin.package) &&
      (each.modules === undefined || each.modules.test(origin.module ?? "")) &&
      each.members.test(origin.member),
  )?.kind;
}
