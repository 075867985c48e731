/** What is said of a settlement that the code goes on behind. */
import type { Report } from "../../core/rule.ts";
import type { Node } from "../../core/ts.ts";
import type { Consequence } from "./confirm.ts";
import type { Event } from "./settlers.ts";

export function wordsFor(
  first: Event, second: Event | undefined, consequence: Consequence | undefined,
): Pick<Report, "message" | "why" | "remedy"> {
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
  if (second.kind === "next" && first.kind === "response") {
    const why = "a request is let through that has been answered: what handles it next works for nothing, or answers again";
    return { message: `the code goes on after ${after} and calls \`next\``, why, remedy };
  }
  if (second.kind !== "response") {
    const why = "what stands between is done as well, and all that comes after it is done twice";
    return { message: `the code goes on after ${after} and calls it again`, why, remedy };
  }
  const again = first.kind === "next" ? "answers as well" : "answers again";
  const what = second.effect === "touches" ? "sets a header" : again;
  return { message: `the code goes on after ${after} and ${what}`, why: ends[consequence ?? "throws"], remedy };
}

const ends: Readonly<Record<Consequence, string>> = {
  throws: "what follows an answer throws `ERR_HTTP_HEADERS_SENT`: in an async handler or a callback that ends the process",
  fails: "what is written behind the end is lost, or fails with `ERR_STREAM_WRITE_AFTER_END`, which ends the process",
  "is logged": "the second answer is worked out for nothing: the framework drops it, with a line in the log",
};

/** The call, where it stands on one line; otherwise its first line. */
export function flaggedCall(call: Node): Report["at"] {
  const [line = ""] = call.getText().split(/\r?\n/);
  const start = call.getStart();
  if (line.length === call.end - start) return call;
  return { node: call, span: { start, end: start + line.trimEnd().length } };
}
