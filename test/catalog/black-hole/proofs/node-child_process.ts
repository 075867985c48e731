import { exec, execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { type Proof, powerless, soon, unbounded } from "../proof.ts";

const run = promisify(execFile);
const runText = promisify(exec);

/** A program that asks the server, and lives as long as it is not answered. */
const program = (port: number, before = "") => `${before}require("node:http").get("http://127.0.0.1:${port}")`;
const stubborn = `process.on("SIGTERM", () => {});`;
const args = (port: number, before = "") => ["-e", program(port, before)];
const node = process.execPath;
/** Long enough for a program to start. */
const timeout = 1.5 * soon;

function spawned(port: number, options: object): Promise<unknown> {
  return new Promise((_, reject) => {
    const child = spawn(node, args(port), { stdio: "ignore", ...options });
    child.on("error", reject).on("exit", (code, by) => reject(new Error(`ended with ${code ?? by}`)));
  });
}

const proof: Proof = {
  package: "node:child_process",
  remedy: "timeout and killSignal",
  ways: {
    execFile: { ...unbounded(({ port }) => run(node, args(port))), ends: { silent: "waits", reset: /./ } },
    exec: {
      ...unbounded(({ port }) => runText(`"${node}" -e '${program(port)}'`)),
      ends: { silent: "waits", reset: /./ },
    },
    spawn: { ...unbounded(({ port }) => spawned(port, {})), ends: { silent: "waits", reset: /./ } },
    timeout: { call: ({ port }) => run(node, args(port), { timeout }), ends: { silent: /Command failed/ } },
    "timeout of execFile of what ignores SIGTERM": powerless(({ port }) =>
      run(node, args(port, stubborn), { timeout }),
    ),
    "timeout and killSignal": {
      call: ({ port }) => run(node, args(port, stubborn), { timeout, killSignal: "SIGKILL" }),
      ends: { silent: /Command failed/ },
    },
    "timeout of spawn": { call: ({ port }) => spawned(port, { timeout }), ends: { silent: /SIGTERM/ } },
    signal: {
      call: ({ port }) => run(node, args(port), { signal: AbortSignal.timeout(timeout) }),
      ends: { silent: /abort/i },
    },
    "signal of spawn": {
      call: ({ port }) => spawned(port, { signal: AbortSignal.timeout(timeout) }),
      ends: { silent: /abort/i },
    },
  },
};

export default proof;
