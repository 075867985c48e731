/** The language's own collections call their callbacks and look at what comes back, but never wait for it. */
import type { Boundary } from "../entry.ts";
import type { Taker } from "./taker.ts";

const lists = ["Array", "ReadonlyArray"];
const truthy = "a promise is truthy whatever it resolves to";
const answersFirst = "await the answers first, by `Promise.all` over `map`, and decide by them";

const collections: Taker = {
  package: "lib",
  boundaries: [
    {
      members: ["forEach"],
      containers: [
        ...lists, "Map", "ReadonlyMap", "Set", "ReadonlySet", "NodeList", "NodeListOf", "URLSearchParams", "FormData",
        "Headers",
      ],
      callback: [0],
      rejection: "ends the process",
      besides: "the code after the loop does not wait for it",
    },
    deciding(["filter"], "keeps every element"),
    deciding(["some"], "says yes at the first element"),
    deciding(["every"], "says yes whatever the elements are"),
    deciding(["find"], "finds the first element"),
    deciding(["findIndex"], "finds the first element"),
    deciding(["findLast"], "finds the last element"),
    deciding(["findLastIndex"], "finds the last element"),
    {
      members: ["sort", "toSorted"],
      containers: lists,
      callback: [0],
      rejection: "ends the process",
      misuse: {
        message: "leaves the order as it is: its comparison is a promise",
        why: "a promise is no number, so no element comes before another",
        remedy: "await what the comparison needs first, then sort by that",
      },
    },
  ],
};

/** One that decides by the callback's answer. `says` follows the method's name. */
function deciding(members: readonly string[], says: string): Boundary {
  const message = `${says}: the answer of its async callback is a promise`;
  const misuse = { message, why: truthy, remedy: answersFirst };
  return { members, containers: lists, callback: [0], rejection: "ends the process", misuse };
}

const lodash: Taker = {
  package: "lodash",
  also: ["lodash-es"],
  boundaries: [
    {
      members: ["forEach", "each", "forEachRight", "eachRight", "forOwn", "forIn"],
      callback: [1],
      rejection: "ends the process",
      besides: "the code after the loop does not wait for it",
    },
  ],
};

export default [collections, lodash];
