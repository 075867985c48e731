/** A program in which something fails once, for guard.test.ts: it says when it went on. */
import { EventEmitter } from "node:events";
import { guard } from "../../wrappers/guard.ts";

const [, , kind, guarded] = process.argv;

const fails = (): void => {
  // After whatever follows from the failure.
  setTimeout(() => console.log("goes on"), 20);
  throw new Error("it broke");
};
const rejects = async (): Promise<void> => fails();
const handler = kind === "rejection" ? rejects : fails;
const used: () => unknown = guarded === "true" ? guard("child", handler) : handler;

if (kind === "timer" || kind === "rejection") setTimeout(used, 1);
if (kind === "listener") {
  const emitter = new EventEmitter().on("x", used);
  setImmediate(() => emitter.emit("x"));
}
if (kind === "signal") {
  process.once("SIGUSR2", used);
  // A pending timer keeps the process alive until the signal has come.
  const alive = setTimeout(() => {}, 60_000);
  process.once("SIGUSR2", () => clearTimeout(alive));
  process.kill(process.pid, "SIGUSR2");
}
