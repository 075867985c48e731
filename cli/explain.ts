import { didYouMean } from "../core/config/nearest.ts";
import type { Example } from "../core/rule.ts";
import type { ExplainArguments } from "./arguments.ts";
import { CannotRun } from "./cannot-run.ts";
import { type Paint, coloured, plain, wantsColour } from "./colour.ts";
import type { Io } from "./io.ts";
import type { RuleText } from "./rules.ts";

export async function explain(args: ExplainArguments, io: Io): Promise<number> {
  const { ruleTexts: rules } = await import("./rules.ts");
  const rule = rules.find(({ id }) => id === args.rule);
  if (!rule) {
    const known = rules.map(({ id }) => id);
    throw new CannotRun(
      `unknown rule ${args.rule}${didYouMean(args.rule, known) || `; there are ${known.join(", ")}`}`,
    );
  }
  io.stdout.write(explanation(rule, wantsColour(io, args.color) ? coloured : plain));
  return 0;
}

/** All that a rule says of itself, for a terminal. */
function explanation(rule: RuleText, paint: Paint): string {
  const kind = [rule.family, rule.category, `since ${rule.since}`].filter((each) => each !== undefined).join(", ");
  const head = `${paint("bold", rule.id)}  ${paint("dim", kind)}`;
  const examples = (rule.examples ?? []).flatMap((example) => exampleLines(example, paint));
  return [head, rule.summary, "", rule.explain.trim(), ...examples, ""].join("\n");
}

function exampleLines({ title, bad, good, fix }: Example, paint: Paint): string[] {
  return [
    "",
    paint("bold", `Example: ${title}`),
    ...codeLines("found", bad, paint),
    ...codeLines("fixed", fix, paint),
    ...codeLines("sound", good, paint),
  ];
}

function codeLines(label: string, code: string | undefined, paint: Paint): string[] {
  if (code === undefined) return [];
  const lines = code.replace(/^\n+|\s+$/g, "").split("\n");
  return ["", `  ${paint("dim", `${label}:`)}`, ...lines.map((line) => (line ? `    ${line}` : ""))];
}
