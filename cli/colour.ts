import { styleText } from "node:util";
import type { Io } from "./io.ts";

/** Gives text a look, or leaves it as it is where colour is not wanted. */
export type Paint = (look: Parameters<typeof styleText>[0], text: string) => string;

export const plain: Paint = (_, text) => text;

/** Whoever asks for colour has decided before: the stream that `styleText` looks at need not be the one written to. */
export const coloured: Paint = (look, text) => styleText(look, text, { validateStream: false });

/** Whether the standard output gets colour: the flag decides, then FORCE_COLOR, NO_COLOR, and the terminal. */
export function wantsColour(io: Io, flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag;
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = io.env;
  if (force !== undefined) return force !== "0" && force !== "false";
  if (no) return false;
  return io.stdout.isTTY === true && terminal !== "dumb";
}
