/** How a request handler answers for its own failure. */
import { isFunction } from "../../core/functions.ts";
import { type Node, is } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import type { Given } from "./given.ts";

export interface Answer {
  readonly title: string;
  /** The statements of a `catch (error)`. */
  readonly statements: readonly string[];
  /** Nothing else needs to be done: whoever is told reports it. */
  readonly isWhole: boolean;
  /** A function that can be given to `.catch`, where one is enough. */
  readonly handler?: string;
  /** What has to be written elsewhere for it. */
  readonly prepare?: (writer: Writer) => void;
}

export function answering({ boundary }: Given, fn: Node): Answer | undefined {
  if (!isFunction(fn) || !boundary.answers) return undefined;
  return boundary.answers === "next" ? byNext(fn.parameters) : byResponse(fn.parameters[1]);
}

function byNext(parameters: readonly (Node & { readonly name: Node })[]): Answer | undefined {
  const next = parameters[parameters.length > 3 ? 3 : 2];
  const last = parameters[1];
  if (next && !is.isIdentifier(next.name)) return undefined;
  if (!next && (!last || /\bnext\b/.test(last.parent.getText()))) return undefined;
  const name = next ? next.name.getText() : "next";
  return {
    title: `Hand its failure to \`${name}\``,
    statements: [`${name}(error)`],
    isWhole: true,
    handler: name,
    ...(!next && last && { prepare: (writer: Writer) => writer.insertAfter(last, ", next") }),
  };
}

function byResponse(response: (Node & { readonly name: Node }) | undefined): Answer | undefined {
  if (!response || !is.isIdentifier(response.name)) return undefined;
  const name = response.name.text;
  return {
    title: "Report its failure and answer with 500",
    statements: [`if (!${name}.headersSent) ${name}.writeHead(500)`, `${name}.end()`],
    isWhole: false,
  };
}
