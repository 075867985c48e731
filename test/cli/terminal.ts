/** The built command line on a terminal, which is what script(1) gives a command. */
import { spawn, spawnSync } from "node:child_process";
import { bin } from "./workspace.ts";

const hasTerminals = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
export const noTerminal = hasTerminals ? false : "needs script(1) of util-linux";

export function onTerminal(folder: string, args: readonly string[]) {
  const command = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: folder,
    env: { ...process.env, TERM: "xterm" },
  });
  const terminal = { child, text: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (terminal.text += text));
  return terminal;
}
