/** Node's convention: what a callback is given first is an error, or nothing. */
import type { Shape } from "../../core/shapes.ts";

/** As a parameter's name, it says that it holds an error. */
export const errorName = /^_*(e|er|err|error|ex|exception|\w+Err(or)?)$/;

/** As a parameter's name, it says that it is to be called in the end. */
export const callbackName = /^_?(cb|callback|done|next|fn|finish|\w*(Callback|Cb|Done))$/;

/** What takes or sends errors as its business gives them to other functions than callbacks. */
const aboutErrors =
  /err|fail|catch|reject|exception|listener|^(on|once|off|subscribe|use|all|tap|then|finally|emit|handle|recover)$/i;

/** As in `onCancellationRequested`. What it gives, often named `e`, is an event. */
const takesListener = /^on(ce)?[A-Z]/;

/** Whether a function of such a shape is called with an error first when `member` is done. */
export function isErrorFirst({ parameters }: Shape, member: string): boolean {
  const [first, second] = parameters;
  if (!first || first.kind === "other" || aboutErrors.test(member) || takesListener.test(member)) return false;
  if (first.kind !== "error" && !/^_*(er|err|error|\w+Err(or)?)$/.test(first.name)) return false;
  if (second && (isRequest(second.name) || callbackName.test(second.name))) return false;
  return second !== undefined || first.nullable || errorName.test(first.name);
}

/** Handlers of errors are given the request, or what stands for it, beside the error. */
export function isRequest(name: string): boolean {
  return /^_?(req|request|ctx|context|c|info|reply|res|response)$/.test(name);
}
