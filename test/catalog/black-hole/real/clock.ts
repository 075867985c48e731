/** A clock that can run fast, so that a default of a minute is seen in a second. Wind it up before packages load. */
import { performance } from "node:perf_hooks";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";

const require = createRequire(import.meta.url);

/** How much faster than the real one. */
export const speed = 50;

export interface Clock {
  /** From now on timers that are set run fast. */
  hurry(): void;
  /** Milliseconds of its own time. */
  now(): number;
}

export function windUp(): Clock {
  let factor = 1;
  const real = performance.now.bind(performance);
  let began = 0;
  const now = () => real() + Math.max(0, real() - began) * (factor - 1);
  const scaled = (milliseconds: unknown) => {
    const given = Number(milliseconds);
    return given > 0 ? given / factor : given;
  };
  // What is set at once stays so; node counts a delay below one millisecond as one. A timer that is set anew asks for
  // its speed anew.
  const delayed = (set: any) => {
    const run = (what: unknown, wait: unknown, ...rest: unknown[]) => {
      const timer = set(what, scaled(wait), ...rest);
      const refresh = timer.refresh;
      timer.refresh = () => {
        timer._idleTimeout = Math.max(1, Math.trunc(scaled(wait)) || 1);
        return refresh.call(timer);
      };
      return timer;
    };
    return Object.assign(run, set);
  };
  const timers = require("node:timers");
  const promises = require("node:timers/promises");
  for (const name of ["setTimeout", "setInterval"] as const) {
    (globalThis as any)[name] = timers[name] = delayed(timers[name]);
  }
  const wait = promises.setTimeout;
  promises.setTimeout = (delay: unknown, ...rest: unknown[]) => wait(scaled(delay), ...rest);
  const idle = Socket.prototype.setTimeout;
  Socket.prototype.setTimeout = function (this: Socket, delay: number, ...rest: []) {
    return idle.call(this, scaled(delay), ...rest);
  };
  const signal = AbortSignal.timeout;
  AbortSignal.timeout = (delay) => signal.call(AbortSignal, Math.ceil(scaled(delay)));
  performance.now = now;
  const RealDate = Date;
  const start = RealDate.now() - real();
  globalThis.Date = class extends RealDate {
    constructor(...given: unknown[]) {
      super(...((given.length > 0 ? given : [start + now()]) as []));
    }
    static override now = () => Math.round(start + now());
  } as DateConstructor;
  process.hrtime = Object.assign(
    (since: [number, number] = [0, 0]): [number, number] => {
      const nanoseconds = now() * 1e6 - (since[0] * 1e9 + since[1]);
      return [Math.floor(nanoseconds / 1e9), Math.floor(nanoseconds % 1e9)];
    },
    { bigint: () => BigInt(Math.round(now() * 1e6)) },
  );
  syncBuiltinESMExports();
  return {
    hurry() {
      began = real();
      factor = speed;
    },
    now,
  };
}
