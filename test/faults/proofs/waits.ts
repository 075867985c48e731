/** Waits that nothing ends, while whoever is waited for says nothing. */
import type { Proof } from "../proof.ts";
import { asking, rpc } from "./rpc.ts";

const ends = (call: string): string => `
await ${call}.then(() => console.log("answered"), (error) => console.log("gave up:", error.name));
`;

const load = `async function load(path) {
  const response = await fetch(\`\${process.argv[2]}/\${path}\`);
  return await response.text();
}
`;

const missing: readonly Omit<Proof, "rule">[] = [
  {
    name: "a call of the project's own, by the standard wrapper as a file of the project",
    fix: "Give up after 200 ms with `withTimeout`, added as resilience/timeout.js",
    code: asking,
    files: { "rpc.js": rpc },
    before: "waits",
    after: "0 gave up: TimeoutError, goes on",
  },
  {
    name: "a call of the project's own, by the standard wrapper",
    fix: "Give up after 200 ms with `withTimeout`",
    code: asking,
    files: {
      "rpc.js": rpc,
      "package.json": JSON.stringify({ type: "module", dependencies: { resilint: "*" } }),
    },
    before: "waits",
    after: "0 gave up: TimeoutError, goes on",
  },
  {
    name: "a call of the project's own, by the project's wrapper of promises",
    fix: "Give up after 200 ms with `late`",
    code: asking,
    files: {
      "rpc.js": rpc,
      "late.js": `/**
 * @param {Promise<unknown>} work
 * @param {number} seconds
 */
export function late(work, seconds) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new RangeError("too late")), seconds * 1000);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
`,
    },
    before: "waits",
    after: "0 gave up: RangeError, goes on",
  },
  ...["never", "stalls"].map((path) => ({
    name: `fetch that ${path} answers, by the project's wrapper that hands a signal on`,
    fix: "Give up after 200 ms with `giveUpAfter`",
    code: `${load}${ends(`load("${path}")`)}`,
    files: {
      "within.js": `/**
 * @param {number} ms
 * @param {(signal: AbortSignal) => Promise<unknown>} work
 */
export async function giveUpAfter(ms, work) {
  return await work(AbortSignal.timeout(ms));
}
`,
    },
    before: "waits",
    after: "0 gave up: TimeoutError",
  })),
];

const disabled: readonly Omit<Proof, "rule">[] = [
  {
    name: "axios with a timeout of nought",
    fix: "Give up after 200 ms",
    code: `import axios from "axios";

const api = axios.create({ baseURL: process.argv[2], timeout: 0 });
${ends('api.get("/never")')}`,
    before: "waits",
    after: "0 gave up: AxiosError",
  },
];

const unbounded: readonly Omit<Proof, "rule">[] = [
  {
    name: "an event that stays out",
    fix: "Give up after 200 ms",
    code: `import { once } from "node:events";
import { connect } from "node:net";

const socket = connect(Number(process.argv[3]), "127.0.0.1");

async function send(chunk) {
  if (!socket.write(chunk)) await once(socket, "drain");
}
${ends('send("x".repeat(100_000_000))')}process.exit();
`,
    before: "waits",
    after: "0 gave up: AbortError",
  },
  {
    name: "a worker that ends without a word",
    fix: "Give up after 200 ms",
    code: `import { once } from "node:events";
import { createServer } from "node:http";
import { Worker } from "node:worker_threads";

createServer().listen(0, "127.0.0.1");
const worker = new Worker("", { eval: true });
worker.on("exit", () => console.log("it has ended"));

async function compute() {
  const [answer] = await once(worker, "message");
  return answer;
}
${ends("compute()")}process.exit();
`,
    before: "waits, it has ended",
    after: "0 it has ended, gave up: AbortError",
  },
  {
    name: "a thread that nobody wakes",
    fix: "Give up after 200 ms",
    code: `import { writeSync } from "node:fs";

const flag = new Int32Array(new SharedArrayBuffer(4));
writeSync(1, "asleep\\n");
const answer = Atomics.wait(flag, 0, 0);
writeSync(1, \`\${answer}\\n\`);
`,
    before: "waits, asleep",
    after: "0 asleep, timed-out",
  },
];

const dropped: readonly Omit<Proof, "rule">[] = [
  {
    name: "a caller that gives up",
    fix: "Hand `signal` on",
    code: `/** @param {AbortSignal} signal */
async function load(path, signal) {
  const response = await fetch(\`\${process.argv[2]}/\${path}\`);
  return response.text();
}
${ends('load("never", AbortSignal.abort())')}`,
    before: "waits",
    after: "0 gave up: AbortError",
  },
  {
    name: "a caller that gives up before the call's own time is over",
    fix: "Listen to both signals",
    code: `/** @param {AbortSignal} signal */
async function load(path, signal) {
  const response = await fetch(\`\${process.argv[2]}/\${path}\`, { signal: AbortSignal.timeout(600_000) });
  return response.text();
}
${ends('load("never", AbortSignal.abort())')}`,
    before: "waits",
    after: "0 gave up: AbortError",
  },
];

export const waits: readonly Proof[] = [
  ...missing.map((each) => ({ ...each, rule: "missing-timeout" })),
  ...disabled.map((each) => ({ ...each, rule: "disabled-timeout" })),
  ...unbounded.map((each) => ({ ...each, rule: "unbounded-wait" })),
  ...dropped.map((each) => ({ ...each, rule: "dropped-signal" })),
];
