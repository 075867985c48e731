/** Who fulfils an intent at a place: the project's own wrapper, then a library that it depends on, then the standard one. */
import type { RuleContext } from "../../core/context.ts";
import type { Asking, Node } from "../../core/ts.ts";
import type { Intent } from "./intent.ts";
import { ownTimeout } from "./own.ts";
import { installed } from "./presets.ts";
import { standard } from "./standard.ts";
import type { Wrapper } from "./wrapper.ts";

export function* wrapperFor(intent: Intent, site: Node, ctx: RuleContext): Asking<Wrapper> {
  const own = yield* ownWrapper(intent, site, ctx);
  return own ?? installed(intent, site, ctx) ?? standard(intent, site, ctx);
}

export function* ownWrapper(intent: Intent, site: Node, ctx: RuleContext): Asking<Wrapper | undefined> {
  return intent.kind === "bound" ? yield* ownTimeout(site, intent.milliseconds, ctx) : undefined;
}
