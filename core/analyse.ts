/**
 * Runs the rules over files: one walk of each file for all rules, and all questions of all sites sent together.
 *
 * A rule's handler is a generator. It runs inside the compiler's batch until it is done or wants a fact, or the users of a
 * function, that are not yet worked out; then it waits until all that is wanted is worked out at once, and goes on where it
 * stood.
 */
import { Asker } from "./asker.ts";
import { type Compiler, CompilerLost } from "./compiler.ts";
import type { RuleContext } from "./context.ts";
import type { Fact } from "./fact.ts";
import type { Facts } from "./facts.ts";
import type { FunctionNode } from "./functions.ts";
import type { Answers } from "./questions.ts";
import { getOrMake } from "./maps.ts";
import type { Reference } from "./references.ts";
import type { Handler, Met, Report, Rule, Verdict } from "./rule.ts";
import type { Settings } from "./settings.ts";
import { nodesOf } from "./table.ts";
import { Wanted } from "./together.ts";
import { type Asking, type Node, type SourceFile, SyntaxKind } from "./ts.ts";

/** What the rules said of one file, before settings and ignore comments had their word. */
export interface Analysis {
  readonly sourceFile: SourceFile;
  readonly settings: Settings;
  /** The rules that ran here. */
  readonly ran: readonly Rule[];
  readonly reports: { readonly rule: Rule; readonly report: Report }[];
  readonly met: Record<string, number>;
}

/** Who looks on while files are analysed. */
export interface Watching {
  /** Asked before each file is begun. */
  readonly isCancelled: () => boolean;
  /** How many files are done. */
  readonly progress: (done: number) => void;
}

export interface Analyser {
  readonly compiler: Compiler;
  readonly answers: Answers;
  readonly facts: Facts;
  readonly rules: readonly Rule[];
  readonly settingsFor: (file: string) => Settings;
  readonly watching?: Watching;
  /** A rule threw: said once a rule, and it costs that one site. */
  readonly failed: (rule: Rule, site: Node, error: unknown) => void;
}

interface Job {
  readonly rule: Rule;
  readonly site: Node;
  readonly analysis: Analysis;
  readonly handler: Asking<Verdict>;
}

export function analyse(sourceFiles: readonly SourceFile[], analyser: Analyser): Analysis[] {
  const { compiler, answers, facts } = analyser;
  const analyses: Analysis[] = [];
  compiler.batch(visitEach(sourceFiles, analyses, analyser), () => {
    answers.solveReferences(compiler);
    facts.solve(compiler, answers);
  });
  for (const { reports } of analyses) reports.sort(byPosition);
  return analyses;
}

/** Walks the files one after the other, as far as somebody takes the handlers: while the compiler answers for earlier ones. */
function* visitEach(sourceFiles: readonly SourceFile[], analyses: Analysis[], analyser: Analyser): Generator<Asking<void>, void> {
  const { watching } = analyser;
  const plans = new Map<Settings, Plan>();
  let done = 0;
  for (const sourceFile of sourceFiles) {
    if (watching?.isCancelled()) return;
    const settings = analyser.settingsFor(sourceFile.fileName);
    const jobs: Job[] = [];
    const plan = getOrMake(plans, settings, () => planOf(settings, analyser));
    analyses.push(visit(sourceFile, plan, analyser, jobs));
    let open = jobs.length;
    const end = (): void => {
      if (--open <= 0) watching?.progress(++done);
    };
    if (open === 0) end();
    for (const job of jobs) yield drive(job, analyser, end);
  }
}

/** What looks at the files of the same settings. */
interface Plan {
  readonly settings: Settings;
  readonly rules: readonly Rule[];
  /** By the kind of a node, the handlers that look at it. */
  readonly handlers: ReadonlyMap<SyntaxKind, readonly Entry[]>;
  readonly kinds: ReadonlySet<SyntaxKind>;
}

interface Entry {
  readonly rule: Rule;
  readonly handler: Handler<any>;
  readonly context: RuleContext;
}

function planOf(settings: Settings, analyser: Analyser): Plan {
  const rules = analyser.rules.filter((rule) => settings.rules[rule.id] !== "off");
  const handlers = new Map<SyntaxKind, Entry[]>();
  for (const rule of rules) {
    const context = new View(analyser, settings, rule);
    for (const [name, handler] of Object.entries(rule.check)) {
      const entries = getOrMake(handlers, SyntaxKind[name as keyof typeof SyntaxKind], () => []);
      entries.push({ rule, handler: handler as Handler<any>, context });
    }
  }
  return { settings, rules, handlers, kinds: new Set(handlers.keys()) };
}

/** Walks a file once; handlers that need no question are done here and now. */
function visit(sourceFile: SourceFile, { settings, rules, handlers, kinds }: Plan, analyser: Analyser, jobs: Job[]): Analysis {
  const analysis: Analysis = { sourceFile, settings, ran: rules, reports: [], met: {} };
  for (const node of nodesOf(sourceFile, kinds)) {
    for (const { rule, handler, context } of handlers.get(node.kind) ?? []) {
      try {
        const verdict = handler(node, context);
        if (isAsking(verdict)) jobs.push({ rule, site: node, analysis, handler: verdict });
        else settle(rule, verdict, analysis);
      } catch (error) {
        if (error instanceof CompilerLost) throw error;
        analyser.failed(rule, node, error);
      }
    }
  }
  return analysis;
}

/** A rule that throws costs one place. */
function* drive({ rule, site, analysis, handler }: Job, analyser: Analyser, end: () => void): Asking<void> {
  try {
    settle(rule, yield* handler, analysis);
  } catch (error) {
    if (error instanceof CompilerLost) throw error;
    analyser.failed(rule, site, error);
  }
  end();
}

function settle(rule: Rule, verdict: Verdict, analysis: Analysis): void {
  if (!verdict) return;
  const said = Array.isArray(verdict) ? (verdict as readonly (Report | Met)[]) : [verdict as Report | Met];
  for (const each of said) {
    if ("met" in each) analysis.met[rule.id] = (analysis.met[rule.id] ?? 0) + 1;
    else analysis.reports.push({ rule, report: each });
  }
}

function isAsking(value: Verdict | Asking<Verdict>): value is Asking<Verdict> {
  return typeof (value as Asking<Verdict> | undefined)?.next === "function";
}

/** The batch ends handlers in any order; findings are in the order of the text. */
function byPosition(a: Analysis["reports"][number], b: Analysis["reports"][number]): number {
  return spanOf(a.report).start - spanOf(b.report).start || a.rule.id.localeCompare(b.rule.id);
}

export function spanOf({ at }: Report): { readonly start: number; readonly end: number } {
  return "span" in at ? at.span : { start: at.getStart(), end: at.end };
}

export function nodeOf({ at }: Report): Node {
  return "span" in at ? at.node : at;
}

class View extends Asker implements RuleContext {
  readonly settings: Settings;
  readonly options: Readonly<Record<string, unknown>>;

  readonly #facts: Facts;

  constructor({ answers, facts }: Analyser, settings: Settings, rule: Rule) {
    super(answers);
    this.#facts = facts;
    this.settings = settings;
    const defaults = Object.entries(rule.options ?? {}).map(([name, schema]) => [name, schema.default]);
    this.options = { ...Object.fromEntries(defaults), ...settings.options[rule.id] };
  }

  *fact<V>(fact: Fact<V>, fn: FunctionNode): Asking<V> {
    return (yield new Wanted(() => this.#facts.settled(fact, fn))) as V;
  }

  /** Many sites of a batch ask for the same function. */
  override *references(fn: FunctionNode): Asking<readonly Reference[] | undefined> {
    return (yield new Wanted(() => this.answers.settledReferences(fn))) as readonly Reference[] | undefined;
  }
}
