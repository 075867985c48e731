/** The project's own wrapper that gives up after a time: tagged, named in the settings, or found by what its body does. */
import type { RuleContext } from "../../core/context.ts";
import { type Callable, walkBody } from "../../core/functions.ts";
import { all } from "../../core/together.ts";
import { type Asking, type Node, type ParameterDeclaration, is } from "../../core/ts.ts";
import { guards } from "../facts/guards.ts";
import { isSaidTo } from "../shared/tags.ts";
import { type Own, exportedFunctions, ownName } from "./exported.ts";
import { spelledNumber } from "./intent.ts";
import type { Wrapper } from "./wrapper.ts";

/** How a wrapper is called: what stands at which place. */
interface Form {
  readonly takes: Wrapper["takes"];
  readonly handsSignal: boolean;
  /** What each argument is; the rest may be left out. */
  readonly given: readonly ("work" | "milliseconds" | "seconds")[];
}

export function* ownTimeout(site: Node, milliseconds: number, ctx: RuleContext): Asking<Wrapper | undefined> {
  const candidates = yield* exportedFunctions("timeout", site, ctx);
  const forms = yield* all(...candidates.map((own) => formOf(own, ctx)));
  const found = candidates.flatMap((own, index) => {
    const form = forms[index];
    return form ? [{ own, form }] : [];
  });
  // One that tells the work to stop is worth more than one that only turns away.
  found.sort((a, b) => Number(b.form.handsSignal) - Number(a.form.handsSignal) || (a.own.name < b.own.name ? -1 : 1));
  const [best] = found;
  return best && (yield* wrapperOf(best.own, best.form, site, milliseconds, ctx));
}

function* wrapperOf({ name, file }: Own, form: Form, site: Node, milliseconds: number, ctx: RuleContext): Asking<Wrapper> {
  const home = site.getSourceFile();
  const use = yield* ownName(name, file, home, ctx);
  const values = form.given.map((each) =>
    each === "work" ? each : each === "seconds" ? String(milliseconds / 1000) : spelledNumber(milliseconds),
  );
  const at = values.indexOf("work");
  const first = values.slice(0, at).map((each) => `${each}, `).join("");
  const last = values.slice(at + 1).map((each) => `, ${each}`).join("");
  return {
    name,
    takes: form.takes,
    ...(form.handsSignal && { handsSignal: true as const }),
    around: (writer) => ({
      before: `${use(writer)}(${first}`,
      after: `${last})`,
    }),
  };
}

function* formOf({ fn }: Own, ctx: RuleContext): Asking<Form | undefined> {
  const { parameters } = fn;
  if (!parameters.some(isWork) || parameters.length > 4) return undefined;
  const { stops, signals } = yield* ctx.fact(guards, fn);
  const isNamed = isSaidTo("timeout", fn, ctx);
  const at = parameters.findIndex((parameter, index) => (isNamed ? isWork(parameter) : ((stops | signals) & (1 << index)) !== 0));
  const work = parameters[at];
  if (!work || !isWork(work) || work.dotDotDotToken) return undefined;
  const takes = takesFunction(work, fn) ? "function" : "promise";
  const given: Form["given"][number][] = [];
  for (const [index, parameter] of parameters.entries()) {
    const kind = index === at ? "work" : timeOf(parameter);
    if (kind) given.push(kind);
    else if (isOptional(parameter)) break;
    else return undefined;
  }
  if (!given.includes("work")) return undefined;
  return { takes, given, handsSignal: takes === "function" && (signals & (1 << at)) !== 0 && signalIsFirst(work, fn) };
}

function isWork({ type, name }: ParameterDeclaration): boolean {
  const text = type?.getText() ?? "";
  return /=>|Promise|\bWork\b|Function\b/.test(text) || (text === "" && /^(fn|work|task|func|callback|operation|action|promise|p)$/i.test(name.getText()));
}

function takesFunction({ type, name }: ParameterDeclaration, fn: Callable): boolean {
  const text = type?.getText() ?? "";
  if (text !== "") return !/^Promise(Like)?</.test(text);
  return new RegExp(`(?<![\\w$.])${name.getText()}\\(`).test(fn.body?.getText() ?? "");
}

/** A number whose name says that it is a time. */
function timeOf({ name, type }: ParameterDeclaration): "milliseconds" | "seconds" | undefined {
  const text = name.getText();
  if (!/^(number|)$/.test(type?.getText() ?? "") || !/^(ms|timeout|time|millis|milliseconds|limit|after|delay|deadline|seconds|secs?)|(Ms|Millis|Timeout|Milliseconds|Seconds|Secs?)$/i.test(text)) return undefined;
  return /sec(ond)?s?$/i.test(text) && !/millisec/i.test(text) ? "seconds" : "milliseconds";
}

function isOptional({ questionToken, initializer, dotDotDotToken }: ParameterDeclaration): boolean {
  return questionToken !== undefined || initializer !== undefined || dotDotDotToken !== undefined;
}

/** `work(controller.signal)` */
function signalIsFirst({ name }: ParameterDeclaration, { body }: Callable): boolean {
  let isFirst = false;
  const look = (node: Node): void => {
    if (is.isCallExpression(node) && node.expression.getText() === name.getText()) isFirst ||= /signal/i.test(node.arguments[0]?.getText() ?? "");
  };
  if (body) walkBody(body, look);
  return isFirst;
}
