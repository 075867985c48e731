/** Functions of the language and of Node that throw at their call on a bad day. Any other library is taken not to. */
import type { Origin } from "../../core/callee.ts";

interface Thrower {
  readonly package: string;
  readonly module?: RegExp;
  readonly container?: string;
  readonly members: RegExp;
  /** What is written out in the code is known to be good. */
  readonly unless?: "literal";
  /** It hardly ever throws where it did not before: for what it is given, or for what the disk had from the start. */
  readonly rarely?: true;
}

const throwers: readonly Thrower[] = [
  { package: "lib", container: "JSON", members: /^parse$/, unless: "literal", rarely: true },
  { package: "lib", members: /^(decodeURIComponent|decodeURI|structuredClone|atob|BigInt|URL)$/, unless: "literal", rarely: true },
  { package: "node", members: /^(structuredClone|atob|URL)$/, unless: "literal", rarely: true },
  { package: "node", module: /^fs$/, members: /^(mkdir|readdir|realpath|l?stat|access)Sync$/, rarely: true },
  { package: "node", module: /^fs$/, members: /^(?!existsSync$)\w+Sync$/ },
  { package: "node", module: /^(child_process|zlib)$/, members: /^(?!spawnSync$)\w+Sync$/ },
  { package: "node", module: /^sqlite$/, members: /^(exec|prepare|run|get|all|iterate)$/, rarely: true },
  { package: "better-sqlite3", members: /^(exec|prepare|pragma|transaction|run|get|all|iterate)$/, rarely: true },
  { package: "node", module: /^assert/, members: /^(?!AssertionError$)/, rarely: true },
];

export function throwerOf(origin: Origin): Thrower | undefined {
  return throwers.find(
    (each) =>
      each.package === origin.package &&
      (each.module === undefined || each.module.test(origin.module ?? "")) &&
      (each.container === undefined || each.container === origin.container) &&
      each.members.test(origin.member),
  );
}

const containers = /^(Readonly)?(Array|Map|Set)(Constructor)?$|^(String|\w*Array)$/;
const takers = /^(forEach|map|flatMap|filter|find\w*|some|every|reduce\w*|sort|toSorted|replace\w*|from)$/;

/** Does a function of the language call the callbacks that it is given before it returns? */
export function callsBackAtOnce(origin: Origin): boolean {
  return origin.package === "lib" && containers.test(origin.container ?? "") && takers.test(origin.member);
}
