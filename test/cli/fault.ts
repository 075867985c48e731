/**
 * Loaded before the program under test (`node --import`): at the n-th step of writing files beside their place and
 * putting them there, the process is killed, gets a signal, or the system refuses. RESILINT_TEST_FAULT says "what:n".
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [what, at] = (process.env.RESILINT_TEST_FAULT ?? "").split(":");
const descriptors = new Set<number>();
let steps = 0;

const { openSync, writeFileSync, writeSync, fsyncSync, renameSync } = fs;

fs.openSync = (path, ...rest) => {
  if (!String(path).endsWith(".resilint")) return openSync(path, ...rest);
  step();
  const descriptor = openSync(path, ...rest);
  descriptors.add(descriptor);
  return descriptor;
};
fs.writeFileSync = (file, data, options) => {
  if (typeof file !== "number" || !descriptors.has(file)) return writeFileSync(file, data, options);
  const text = String(data);
  writeSync(file, text.slice(0, text.length / 2));
  step();
  writeSync(file, text.slice(text.length / 2));
};
fs.fsyncSync = (descriptor) => {
  step();
  fsyncSync(descriptor);
};
fs.renameSync = (from, to) => {
  step();
  renameSync(from, to);
};
syncBuiltinESMExports();

function step(): void {
  if (++steps !== Number(at)) return;
  if (what === "full") throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  process.kill(process.pid, what as NodeJS.Signals);
}
