/** Whether something bounds an operation in time. What cannot be seen is a value of its own, and rules are silent on it. */
export type Bound = "bounded" | "unbounded" | "unknown";

/** One of these holds, and nobody knows which: every one of them must bound. */
export function either(bounds: readonly Bound[]): Bound {
  if (bounds.includes("unknown")) return "unknown";
  return bounds.includes("unbounded") ? "unbounded" : "bounded";
}

/** Each of these happens, now and then: one that does not bound is enough. */
export function each(bounds: readonly Bound[]): Bound {
  if (bounds.includes("unbounded")) return "unbounded";
  return bounds.includes("unknown") ? "unknown" : "bounded";
}

/** All of these hold: one that bounds is enough. */
export function together(bounds: readonly Bound[]): Bound {
  if (bounds.includes("bounded")) return "bounded";
  return bounds.includes("unknown") ? "unknown" : "unbounded";
}
