/**
 * The fault is real and the fixes end it: code that the rule finds is run beside what its fix makes of it. Something fails
 * in both; the one process ends by it, the other goes on and says what failed.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import rule from "../../rules/async/unhandled-error-event.ts";
import { type Fault, faultFolder } from "./fixed.ts";

const faults: readonly (Fault & { readonly says: RegExp })[] = [
  {
    name: "a program that is not there",
    says: /ENOENT/,
    code: `import { spawn } from "node:child_process";

export async function call() {
  const child = spawn("resilint-no-such-program");
  await new Promise((resolve) => child.once("close", resolve));
}
`,
  },
  {
    name: "a pipe from a file that is not there",
    says: /ENOENT/,
    code: `import { createReadStream } from "node:fs";
import { PassThrough } from "node:stream";

export async function call() {
  const end = new PassThrough();
  createReadStream("/resilint/no/such/file").pipe(end);
  await new Promise((resolve) => end.once("close", resolve));
}
`,
  },
  {
    name: "a client that breaks its connection off",
    says: /ECONNRESET/,
    code: `import { once } from "node:events";
import { connect, createServer } from "node:net";

export async function call() {
  const server = createServer((socket) => {
    socket.on("data", (data) => socket.write(data)).on("close", () => server.close());
  });
  server.on("error", (error) => console.error(error)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect(server.address().port, "127.0.0.1");
  client.write("hello");
  await once(client, "data");
  client.resetAndDestroy();
  await once(server, "close");
}
`,
  },
  {
    name: "a worker that throws, kept in a field",
    says: /boom/,
    code: `import { Worker } from "node:worker_threads";

class Work {
  start() {
    this.worker = new Worker("throw new Error('boom')", { eval: true });
  }

  async end() {
    await new Promise((resolve) => this.worker.once("exit", resolve));
  }
}

export async function call() {
  const work = new Work();
  work.start();
  await work.end();
}
`,
  },
  {
    name: "a request to a server that is gone",
    says: /ECONNREFUSED/,
    code: `import { once } from "node:events";
import { get } from "node:http";
import { createServer } from "node:net";

export async function call() {
  const server = createServer().on("error", (error) => console.error(error)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  await new Promise((resolve) => {
    get({ port, host: "127.0.0.1" }, (response) => response.resume()).on("close", resolve);
  });
}
`,
  },
];

/** Whoever waits may be told: what ends the process is heard by nobody. */
const runner = `const { call } = await import(process.argv[2]);
await call().catch((error) => console.error(error));
console.log("alive");
`;

const folder = faultFolder(rule, faults, { "run.mjs": runner });

describe("unhandled-error-event", () => {
  faults.forEach(({ name, says }, index) => {
    it(`${name}: with its fix the process goes on`, async () => {
      const dead = await run(`./${index}/before.mjs`);
      assert.equal(dead.status, 1, dead.complaint);
      assert.match(dead.complaint, says);
      const alive = await run(`./${index}/after.mjs`);
      assert.equal(alive.status, 0, alive.complaint);
      assert.equal(alive.said, "alive\n");
      assert.match(alive.complaint, says);
    });
  });
});

interface Outcome {
  readonly status: number | null;
  readonly said: string;
  readonly complaint: string;
}

async function run(module: string): Promise<Outcome> {
  const child = spawn(process.execPath, ["run.mjs", module], { cwd: folder, stdio: ["ignore", "pipe", "pipe"], timeout: 60_000 });
  const said = { out: "", error: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (said.error += text));
  const [status] = (await once(child, "close")) as [number | null];
  return { status, said: said.out, complaint: said.error };
}
