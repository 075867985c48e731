/** What is said of an emitter that nobody listens to. */
import type { RuleContext } from "../../core/context.ts";
import type { Category } from "../../core/finding.ts";
import { getOrMake } from "../../core/maps.ts";
import type { Report } from "../../core/rule.ts";
import type { Survey } from "../../core/survey.ts";
import type { Node } from "../../core/ts.ts";
import type { Emitter } from "../catalog/entry.ts";
import { isInElectron } from "../shared/last-resort.ts";
import { isTest } from "../shared/paths.ts";

export function wordsFor(
  { is, when, remedy = "listen to `error` and report it" }: Emitter, isPiped: boolean, at: Node, ctx: RuleContext,
): Pick<Report, "message" | "why" | "remedy"> {
  const prevented = outlives(at, ctx) ? ", unless its `uncaughtException` handler prevents it," : "";
  const ends = isInElectron(at, ctx) ? "Electron shows its box for errors" : "the process ends";
  return {
    message: `this ${is} has no \`error\` listener${isPiped ? ", and `pipe` hands no error on" : ""}`,
    why: `${ends}${prevented} the first time ${when}: an \`error\` event to which nobody listens is thrown`,
    remedy: isPiped ? "use `pipeline`, or listen to `error` at both ends" : remedy,
  };
}

export function categoryOf({ category = "defect" }: Emitter, at: Node, ctx: RuleContext): Category {
  return category === "defect" && outlives(at, ctx) ? "risk" : category;
}

/** The program goes on after an error that nobody caught: by its own handler, or in an editor's host of extensions. */
function outlives(at: Node, ctx: RuleContext): boolean {
  if (ctx.packagesUsed(at.getSourceFile().fileName).has("vscode")) return true;
  return ctx.survey(handlers).some((file) => ctx.sharesProgram(at, file));
}

/** The program deals with all of them in one place. */
export function isDealtWith({ handledBy }: Emitter, at: Node, ctx: RuleContext): boolean {
  if (handledBy === undefined) return false;
  return ctx.survey(saying(handledBy)).some((file) => ctx.sharesProgram(at, file));
}

const surveys = new Map<string, Survey<true, readonly string[]>>();

function saying(pattern: string): Survey<true, readonly string[]> {
  const said = new RegExp(pattern);
  return getOrMake(surveys, pattern, () => ({
    of: (text: string) => (said.test(text) ? (true as const) : undefined),
    merge: (parts: ReadonlyMap<string, true>) => [...parts.keys()],
  }));
}

const handling = /\bprocess\s*\.(on|once|addListener)\(\s*["'`]uncaughtException["'`]/;

const handlers: Survey<true, readonly string[]> = {
  of: (text, file) => (!isTest(file) && handling.test(text) ? true : undefined),
  merge: (parts) => [...parts.keys()],
};
