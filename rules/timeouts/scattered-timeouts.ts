import type { RuleContext } from "../../core/context.ts";
import { type Report, type Verdict, defineRule } from "../../core/rule.ts";
import type { Asking, CallExpression } from "../../core/ts.ts";
import { spoken } from "../intents/intent.ts";
import { type Holder, type LiteralTimeout, holdersIn, surveyed, timeoutsIn } from "../operations/literal-timeouts.ts";

/** From here on it is a habit: fewer are chosen by hand, each for its own service. */
const enough = { values: 4, files: 3 };

/** How many of the other places are shown. */
const shown = 5;

export default defineRule({
  id: "scattered-timeouts",
  family: "timeouts",
  category: "hardening",
  since: "0.1.0",
  summary: "the same kind of call with many different timeouts, written out all over a package",
  explain: `
Three seconds here, five there, ten in the next file: each was chosen by whoever wrote that call. Nobody can say how long a
request may take in all, whether the timeouts of inner calls are shorter than those of outer ones, or which of them
meant something. On the day that a service gets slow, there is no one place to turn.

Name the times in one module, one for each kind of service or of use, and take them from there. Or give them to the client
or the wrapper that all calls go through.

Found is a package of the workspace in which the operations of one library are given at least ${enough.values} different
numbers, in at least ${enough.files} files. It is told once, at the first place by path, with some of the others. What is
taken from a constant or from a setting is not counted.

**Leave it alone** where each call goes to a service of its own, and each time was chosen for it. Tests and scripts are not
looked at.
`,
  examples: [
    {
      title: "Each call has its own idea",
      bad: `export async function rates(): Promise<unknown> {
  const response = await fetch("https://rates.example/today", { signal: AbortSignal.timeout(1_000) });
                                                                        ~~~~~~~~~~~~~~~~~~~~~~~~~~
  return response.json();
}
`,
      good: `import { patience } from "./patience.ts";

export async function rates(): Promise<unknown> {
  const response = await fetch("https://rates.example/today", { signal: AbortSignal.timeout(patience.quick) });
  return response.json();
}
`,
      files: {
        "orders.ts": `export async function orders(): Promise<unknown> {
  const response = await fetch("https://orders.example/all", { signal: AbortSignal.timeout(3_000) });
  return response.json();
}

export async function order(id: string): Promise<unknown> {
  const response = await fetch(\`https://orders.example/\${id}\`, { signal: AbortSignal.timeout(5_000) });
  return response.json();
}
`,
        "patience.ts": `export const patience = { quick: 1_000, usual: 5_000 };
`,
        "users.ts": `export async function users(): Promise<unknown> {
  const response = await fetch("https://users.example/all", { signal: AbortSignal.timeout(10_000) });
  return response.json();
}
`,
      },
    },
  ],
  check: {
    CallExpression(node, ctx) {
      const holder = holdersIn(node.getSourceFile()).find(({ call }) => call === node);
      return holder && mayBeFirst(holder, ctx) ? judge(node, holder, ctx) : undefined;
    },
  },
});

/** As far as the texts of the package tell, which is not asked of the trees in vain. */
function mayBeFirst({ call }: Holder, ctx: RuleContext): boolean {
  const { files, values } = surveyed(call, ctx);
  return files.length >= enough.files && values >= enough.values;
}

function* judge(call: CallExpression, { written }: Holder, ctx: RuleContext): Asking<Verdict> {
  const own = call.getSourceFile();
  const here = (yield* timeoutsIn(own, ctx)).find(({ at }) => at === written);
  if (!here) return undefined;
  const found: LiteralTimeout[] = [];
  for (const file of surveyed(call, ctx).files) {
    const sourceFile = file === own.fileName ? own : yield* ctx.sourceFile(file);
    const timeouts = sourceFile ? yield* timeoutsIn(sourceFile, ctx) : [];
    found.push(...timeouts.filter(({ of }) => of === here.of));
    // Another place comes first, and tells of this one.
    if (found[0] && found[0].at !== here.at) return undefined;
  }
  const values = new Set(found.map(({ milliseconds }) => milliseconds));
  const files = new Set(found.map(({ at }) => at.getSourceFile().fileName as string));
  if (values.size < enough.values || files.size < enough.files) return undefined;
  return scattered(here, found, values.size, files.size);
}

function scattered(here: LiteralTimeout, found: readonly LiteralTimeout[], values: number, files: number): Report {
  return {
    at: here.at,
    message: `calls of \`${here.of}\` have ${values} different timeouts, written out in ${files} files`,
    why: "nobody can say how long a request may take in all, and whoever has to change that has to find every one",
    remedy: "name the times in one module, one for each kind of use, and take them from there",
    because: others(here, found).map(({ at, milliseconds }) => ({ at, message: `${spoken(milliseconds)} here` })),
  };
}

/** Some of the other places, those with another time first. */
function others(here: LiteralTimeout, found: readonly LiteralTimeout[]): readonly LiteralTimeout[] {
  const times = new Set([here.milliseconds]);
  const rest = found.filter((each) => each !== here && each.at !== here.at);
  const different = rest.filter(({ milliseconds }) => !times.has(milliseconds) && times.add(milliseconds));
  return [...different, ...rest.filter((each) => !different.includes(each))].slice(0, shown);
}
