/** A wait inside the process, as the rule on waits without an end speaks of it. */
import type { RuleContext } from "../../core/context.ts";
import type { Fix, Report, Step } from "../../core/rule.ts";
import { spoken } from "../intents/intent.ts";

export interface Wait extends Pick<Report, "at" | "message" | "why" | "remedy"> {
  readonly because?: readonly Step[];
  readonly fixes?: readonly Fix[];
}

/** The time that a fix gives a wait, as a person would write it: `60_000`. */
export function amountOf(ctx: RuleContext): string {
  return String(ctx.settings.timeouts.process).replace(/\B(?=(\d{3})+(?!\d))/g, "_");
}

/** What the fix is called: "Give up after 60 s". */
export function titleOf(ctx: RuleContext): string {
  return `Give up after ${spoken(ctx.settings.timeouts.process)}`;
}

/** The signal that a fix hands to a wait. */
export function signalOf(ctx: RuleContext): string {
  return `signal: AbortSignal.timeout(${amountOf(ctx)})`;
}
