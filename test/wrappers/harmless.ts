/** What every wrapper promises: it leaves no timer, no listener and no unhandled rejection behind. */
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import FakeTimers from "@sinonjs/fake-timers";

/** Runs a piece of a test and fails if a timer, or a rejection that nobody handles, is left of it. */
export async function leavesNothing<T>(run: () => Promise<T> | T): Promise<T> {
  const unhandled: unknown[] = [];
  const hear = (reason: unknown) => void unhandled.push(reason);
  process.on("unhandledRejection", hear);
  const before = timers();
  try {
    const result = await run();
    await turn();
    assert.deepEqual(unhandled, [], "a rejection that nobody handles");
    assert.equal(timers(), before, "a timer that goes on");
    return result;
  } finally {
    process.off("unhandledRejection", hear);
  }
}

/** The same on a clock that stands still until told (`clock.tickAsync`), and whose timers must be gone as well. */
export async function atOurPace(run: (clock: FakeTimers.Clock) => Promise<void>): Promise<void> {
  const clock = FakeTimers.install({ toFake: [...clocked] });
  try {
    await leavesNothing(() => run(clock));
    assert.equal(clock.countTimers(), 0, "a timer of the fake clock that goes on");
  } finally {
    clock.uninstall();
  }
}

/** How many still listen for the signal to be aborted. */
export function listeners(signal: AbortSignal): number {
  return getEventListeners(signal, "abort").length;
}

/** Lets everything run that waits for a turn of the event loop, whatever clock stands in for the real one. */
export async function turn(): Promise<void> {
  await new Promise<void>((resolve) => realSetImmediate(resolve));
  await new Promise<void>((resolve) => realSetImmediate(resolve));
}

const clocked = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance", "Date"] as const;
const realSetImmediate = setImmediate;

/** The timers that keep the process alive. Those of fake clocks are not among them. */
function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
}
