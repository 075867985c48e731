/** Functions of the language and of Node that throw at their call on a bad day. Any other library is taken not to. */
import type { Origin } from "../../core/callee.ts";

const throwers: readonly { readonly package: string; readonly module?: RegExp; readonly container?: string; readonly members: RegExp }[] = [
  { package: "lib", container: "JSON", members: /^parse$/ },
  { package: "lib", members: /^(decodeURIComponent|decodeURI|structuredClone|atob|BigInt|URL)$/ },
  { package: "node", members: /^(structuredClone|atob|URL)$/ },
  { package: "node", module: /^fs$/, members: /^(?!existsSync$)\w+Sync$/ },
  { package: "node", module: /^(child_process|zlib)$/, members: /^(?!spawnSync$)\w+Sync$/ },
  { package: "node", module: /^assert/, members: /./ },
];

export function throwsAtCall(origin: Origin): boolean {
  return throwers.some(
    (each) =>
      each.package === origin.package &&
      (each.module === undefined || each.module.test(origin.module ?? "")) &&
      (each.container === undefined || each.container === origin.container) &&
      each.members.test(origin.member),
  );
}

const containers = /^(Readonly)?(Array|Map|Set)(Constructor)?$|^(String|\w*Array)$/;

/** Does a function of the language call the callbacks that it is given before it returns? */
export function callsBackAtOnce(origin: Origin): boolean {
  return origin.package === "lib" && origin.container !== undefined && containers.test(origin.container);
}
