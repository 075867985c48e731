/**
 * The contract of a fact: one thing worked out of functions across the whole program, recursion included.
 *
 * A fact starts at `bottom` and only ever climbs: `join` must be monotone and the values of finite height, for then the
 * order in which functions are looked at does not matter. What cannot be resolved is for the fact to name as a value of
 * its own, apart from `bottom`, so that each rule can choose its side.
 */
import type { Asking } from "./ts.ts";
import type { FunctionNode } from "./functions.ts";
import type { FactContext } from "./context.ts";

export interface Fact<V> {
  readonly id: string;
  /** What holds of a function before anything is known of it. */
  readonly bottom: V;
  /** The least value that covers both. */
  join(a: V, b: V): V;
  equal(a: V, b: V): boolean;
  /** What one body says, given what is known of the functions it calls. */
  of(fn: FunctionNode, ctx: FactContext): Asking<V>;
  /** One line, for tests and for the curious. */
  print(value: V): string;
}

export function defineFact<V>(fact: Fact<V>): Fact<V> {
  return fact;
}
