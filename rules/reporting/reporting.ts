/**
 * How an error is reported at a place: the way its file does already; else with a logger that stands in scope, known by its
 * type; else to an error tracker that the file imports; else on the console.
 */
import type { Questions } from "../../core/context.ts";
import { layoutOf } from "../../core/fix/layout.ts";
import type { Asking, Node } from "../../core/ts.ts";
import type { Part } from "../catalog/loggers.ts";
import { loggerInScope } from "./scope.ts";
import { trackerIn } from "./trackers.ts";
import { usedLogger } from "./uses.ts";

export interface Reporting {
  /** `logger.error` */
  readonly reporter: string;
  /** The text of a function that reports the error it is given. Texts are made when they are wanted, and not with every finding. */
  readonly handler: () => string;
  /** The text of a call that reports what stands under that name. */
  readonly calling: (error: string) => string;
}

/** What is called, and what it takes. */
export interface Reporter {
  readonly callee: string;
  readonly order: readonly Part[];
}

/** The words say what failed. Only what is offered asks this: it may put questions to the compiler. */
export function* reportingAt(site: Node, words: string, ctx: Questions): Asking<Reporting> {
  const { callee, order } =
    usedLogger(site) ?? (yield* loggerInScope(site, ctx)) ?? trackerIn(site.getSourceFile()) ?? onConsole;
  const typed = !/\.[cm]?jsx?$/.test(site.getSourceFile().fileName);
  const text = callee === onConsole.callee ? `${words}:` : words;
  const said = (): string => {
    const { quote } = layoutOf(site.getSourceFile());
    return /["'\\]/.test(text) ? JSON.stringify(text) : quote + text + quote;
  };
  const argument = (part: Part, error: string): string => {
    if (part === "words") return said();
    if (part === "fields") return error === "error" ? "{ error }" : `{ error: ${error} }`;
    return part === "cast error" && typed ? `${error} as Error` : error;
  };
  const calling = (error: string) => `${callee}(${order.map((part) => argument(part, error)).join(", ")})`;
  return { reporter: callee, handler: () => `(error) => ${calling("error")}`, calling };
}

const onConsole: Reporter = { callee: "console.error", order: ["words", "error"] };
