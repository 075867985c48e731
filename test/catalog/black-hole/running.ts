/** Runs the claims of one package in a process of their own, and reads what came of them. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";

/** A machine that stalls at the wrong moment can break a claim once; what is untrue is untrue again. */
export async function outcomesOf<Outcome extends { readonly problem?: string }>(
  program: string, args: readonly string[], limit: number,
): Promise<readonly Outcome[]> {
  const first = await run<Outcome>(program, args, limit);
  return first.some(({ problem }) => problem) ? await run<Outcome>(program, args, limit) : first;
}

async function run<Outcome>(program: string, args: readonly string[], limit: number): Promise<readonly Outcome[]> {
  const child = fork(program, args, { stdio: ["ignore", "ignore", "pipe", "ipc"], timeout: limit, killSignal: "SIGKILL" });
  let complaint = "";
  child.stderr!.setEncoding("utf8").on("data", (text) => (complaint = (complaint + text).slice(-4000)));
  let outcomes: readonly Outcome[] | undefined;
  child.once("message", (message) => (outcomes = message as readonly Outcome[]));
  const [status] = await once(child, "close");
  assert.ok(outcomes, `ended with ${status} and no outcome\n${complaint}`);
  if (process.env["RESILINT_TEST_SHOW"]) console.log(args[0], outcomes);
  return outcomes;
}
