import type { Kept } from "./last-good.ts";

/**
 * What somebody wants of an operation, before anything is said of how it is written. Rules and refactorings ask for an
 * intent; who can fulfil it stands in the files beside this one.
 */
export type Intent =
  /** Give up after a time. */
  | { readonly kind: "bound"; readonly milliseconds: number }
  /** Try again after a failure that may pass. */
  | { readonly kind: "retry" }
  /** Stop asking a service that keeps failing. */
  | { readonly kind: "break"; readonly service: string }
  /** Have only so many under way at once. */
  | { readonly kind: "limit"; readonly service: string }
  /** Answer with the last good value where there is no new one. */
  | { readonly kind: "fall back"; readonly service: string; readonly kept: Kept };

/** The words that a title begins with: `Give up after 10 s`. */
export function wordsOf(intent: Intent): string {
  switch (intent.kind) {
    case "bound":
      return `Give up after ${spoken(intent.milliseconds)}`;
    case "retry":
      return "Retry it when it fails for a moment";
    case "break":
      return "Stop asking while the service keeps failing";
    case "limit":
      return `Have at most ${atOnce} under way at once`;
    case "fall back":
      return "Fall back to the last good answer when it fails";
  }
}

/** How many operations of one service a fix allows at once. */
export const atOnce = 10;

/** "10 s", "500 ms" */
export function spoken(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}

/** `10_000` */
export function spelledNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, "_");
}
