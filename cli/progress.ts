import type { Io } from "./io.ts";

export interface Progress {
  say(text: string): void;
  end(): void;
}

/** One line that is written over and over on a terminal that can; silence everywhere else. */
export function progressOn({ stderr: output, env }: Io): Progress {
  if (!output.isTTY || env.TERM === "dumb") return { say() {}, end() {} };
  const back = "\r\x1b[K";
  let written = -Infinity;
  return {
    say(text) {
      // A terminal draws slower than we count: some ten lines a second are enough for the eye.
      const now = performance.now();
      if (now - written < 80) return;
      written = now;
      output.write(back + text);
    },
    end() {
      if (written > 0) output.write(back);
      written = -Infinity;
    },
  };
}
