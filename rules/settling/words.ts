/** What is said of a settlement that the code goes on behind. */
import type { Report } from "../../core/rule.ts";
import { type Node, is } from "../../core/ts.ts";
import type { Event } from "./settlers.ts";

export function wordsFor(first: Event, second: Event | undefined): Pick<Report, "message" | "why" | "remedy"> {
  const remedy = "return where you settle";
  const after = first.kind === "response" ? "this answer" : `\`${first.name.text}\``;
  if (!second) {
    const why = "what the call was to bring is not there: the code behind throws where nobody catches";
    return { message: `the code goes on after ${after}, with what is not there`, why, remedy };
  }
  if (first.kind === "promise") {
    const why = "the promise is settled: what is done here fails where nobody catches, or is done for nothing";
    return { message: `the code goes on after ${after} as if it had returned`, why, remedy };
  }
  if (second.kind === "next") {
    const isRefused = first.kind === "response";
    const why = isRefused
      ? "the request is let through that has been answered: a second answer throws `ERR_HTTP_HEADERS_SENT`"
      : "all that handles the request afterwards does so twice, and the second answer throws `ERR_HTTP_HEADERS_SENT`";
    return { message: `the code goes on after ${after} and ${isRefused ? "calls" : "repeats"} \`next\``, why, remedy };
  }
  if (second.kind === "callback") {
    return { message: `the code goes on after ${after} and calls it again`, why: "all that comes after the callback is done twice", remedy };
  }
  const why = "an answer behind another throws `ERR_HTTP_HEADERS_SENT`; in an async handler or a callback that ends the process";
  const what = second.effect === "touches" ? "sets a header" : first.kind === "next" ? "answers as well" : "answers again";
  return { message: `the code goes on after ${after} and ${what}`, why, remedy };
}

/** The call, where it stands on one line; otherwise its first line. */
export function flaggedCall(call: Node): Report["at"] {
  const [line = ""] = call.getText().split(/\r?\n/);
  const start = call.getStart();
  return line.length === call.end - start && is.isCallExpression(call) ? call : { node: call, span: { start, end: start + line.trimEnd().length } };
}
