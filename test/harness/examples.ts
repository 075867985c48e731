/** The examples that a rule shows its users, as cases. */
import type { Example, Rule } from "../../core/rule.ts";
import type { Case, CaseText } from "./case-file.ts";

export function examplesOf(rule: Rule): Case[] {
  return rule.examples.flatMap((example) => casesOf(rule, example));
}

function casesOf(rule: Rule, example: Example): Case[] {
  const others = Object.entries(example.files ?? {}).map(([path, text]) => ({ path, text: `${text}\n` }));
  const where = `rules/${rule.family}/${rule.id}.ts`;
  const make = (kind: string, text: string, fix?: string): Case => ({
    name: `example: ${example.title} (${kind})`,
    where,
    files: [mainFile(text), ...others],
    fixes: fix === undefined ? [] : [{ title: undefined, text: `${fix}\n` }],
    broken: false,
  });
  return [
    ...(example.bad === undefined ? [] : [make("bad", example.bad, example.fix)]),
    ...(example.good === undefined ? [] : [make("good", example.good)]),
  ];
}

/** An example with a closing tag in it is TSX. */
function mainFile(text: string): CaseText {
  return { path: /<\/\w*>|\/>/.test(text) ? "main.tsx" : "main.ts", text: `${text}\n` };
}
