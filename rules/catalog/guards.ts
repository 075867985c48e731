/** Functions of libraries that give up on the promise or the callback they are given. */
import type { Origin } from "../../core/callee.ts";

const guards: readonly { readonly package: string; readonly container?: RegExp; readonly members: RegExp }[] = [
  { package: "resilint", members: /^withTimeout$/ },
  { package: "effect", members: /^timeout\w*$/ },
  { package: "p-timeout", members: /./ },
  { package: "promise-timeout", members: /^timeout$/ },
  { package: "cockatiel", container: /^TimeoutPolicy$/, members: /^execute$/ },
  { package: "opossum", members: /^(CircuitBreaker|constructor|default)$/ },
  { package: "@temporalio/client", container: /^Connection$/, members: /^with(Deadline|AbortSignal)$/ },
  { package: "bluebird", members: /^timeout$/ },
];

export function isGuard(origin: Origin): boolean {
  return guards.some(
    (each) =>
      each.package === origin.package &&
      (each.container === undefined || each.container.test(origin.container ?? "")) &&
      each.members.test(origin.member),
  );
}
