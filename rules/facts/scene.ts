/** What the parts of the fact `rejects` hand each other. */
import type { Questions } from "../../core/context.ts";
import type { FunctionNode } from "../../core/functions.ts";
import type { Asking, Node } from "../../core/ts.ts";
import type { Outcome } from "./outcome.ts";
import type { Rejects } from "./rejects.ts";

/** Where expressions are judged: in a body whose fact is worked out, or at a site that a rule looks at. */
export interface Scene {
  readonly ctx: Questions;
  /** The function whose parameters are to be told apart; a rule has none. */
  readonly fn?: FunctionNode;
  /** Declarations whose values are being looked at, so that what refers to itself comes to an end. */
  readonly within?: ReadonlySet<Node>;
  readonly read: (fn: FunctionNode) => Asking<Rejects>;
}

/** A place from which a failure comes. */
export interface Source {
  readonly at: Node;
  readonly outcome: Outcome;
  /** The function that it comes out of, where that is one of the workspace. */
  readonly through?: {
    readonly fn: FunctionNode;
    readonly channel: keyof Rejects;
    /** The conditions in it that what it is given rules out. */
    readonly out?: number;
  };
  /** It leaves by the promise that is handed back, which no `try` around it sees. */
  readonly returned?: true;
  /**
   * It is known to happen on a bad day: it leaves the process, or hands on what came of something that did. A `throw` of
   * the program's own mostly speaks of what should never be, and a package that nobody has read may fail just so.
   */
  readonly leaves?: boolean;
  /** It is the promise of a package that nobody has read. */
  readonly unread?: boolean;
}
