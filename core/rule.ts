/** The contract of a rule. See ARCHITECTURE.md, and any file under rules/ for how it reads. */
import type { Category, Place, Safety } from "./finding.ts";
import { dedent } from "./dedent.ts";
import type { Asking, Node, Nodes } from "./ts.ts";
import type { RuleContext } from "./context.ts";
import type { Writer } from "./writer.ts";

/** A span of a file's text, in UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One step of a finding's way. */
export interface Step {
  readonly at: Node;
  readonly message: string;
}

/** A way out of a finding. `write` runs only when somebody asks for the fix. */
export interface Fix {
  readonly title: string;
  readonly safety: Safety;
  readonly write: (writer: Writer) => void;
}

/** A claim about the program, made by a rule. */
export interface Report {
  /** The smallest piece of code that makes sense on its own: it is what the editor underlines. */
  readonly at: Node | { readonly node: Node; readonly span: Span };
  /** What is wrong: lower-case start, no full stop, names in backticks. */
  readonly message: string;
  /** What will happen. */
  readonly why: string;
  /** What to do. */
  readonly remedy: string;
  readonly because?: readonly (Step | Place)[];
  readonly fixes?: readonly Fix[];
  /** Where this finding is graver or lighter than its rule. */
  readonly category?: Category;
}

/** A site that a rule examined and found sound: the audit counts these as coverage. */
export interface Met {
  readonly met: Node;
}

export function met(node: Node): Met {
  return { met: node };
}

export type Verdict = Report | Met | readonly (Report | Met)[] | undefined;

/** A handler looks at one node. It may return its verdict at once, or be a generator that asks the compiler first. */
export type Handler<N> = (node: N, ctx: RuleContext) => Verdict | Asking<Verdict>;

export type Check = { readonly [K in keyof Nodes]?: Handler<Nodes[K]> };

/** An example is documentation and test at once. `bad` underlines what is found with `~~~`, as the test notation does. */
export interface Example {
  readonly title: string;
  readonly bad?: string;
  readonly good?: string;
  /** What the first fix of the first finding in `bad` makes of it. */
  readonly fix?: string;
  /** More files that the example needs, by relative path. */
  readonly files?: Readonly<Record<string, string>>;
}

export const families = ["async", "errors", "timeouts", "retry", "resources", "load", "protection", "observability"] as const;

/** What a rule is about, and the folder that it stands in. */
export type Family = (typeof families)[number];

/** An option of a rule, as JSON schema with a default. */
export interface OptionSchema {
  readonly type: "boolean" | "number" | "string" | "array";
  readonly items?: { readonly type: "string" };
  readonly default: unknown;
  readonly description: string;
}

export interface Rule {
  /** Kebab case, the file's name; names the fault. */
  readonly id: string;
  readonly family: Family;
  readonly category: Category;
  readonly since: string;
  readonly summary: string;
  /** Markdown: why it bites, what to do instead, when to leave it alone. */
  readonly explain: string;
  readonly examples: readonly Example[];
  readonly options?: Readonly<Record<string, OptionSchema>>;
  readonly check: Check;
}

/** The texts of a rule may be indented with the code around them; here they lose that. */
export function defineRule(rule: Rule): Rule {
  return { ...rule, explain: dedent(rule.explain), examples: rule.examples.map(outdented) };
}

function outdented({ title, bad, good, fix, files }: Example): Example {
  const others = Object.entries(files ?? {}).map(([path, text]) => [path, dedent(text)]);
  return {
    title,
    ...(bad !== undefined && { bad: dedent(bad) }),
    ...(good !== undefined && { good: dedent(good) }),
    ...(fix !== undefined && { fix: dedent(fix) }),
    ...(files && { files: Object.fromEntries(others) }),
  };
}
