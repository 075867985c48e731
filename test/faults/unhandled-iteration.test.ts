/**
 * The fault is real and the fixes end it: code that the rule finds is run beside what its fix makes of it, and its source
 * breaks off in the middle. The one takes the process with it; the other reports the failure and goes on.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import rule from "../../rules/async/unhandled-iteration.ts";
import { type Fault, faultFolder } from "./fixed.ts";

const faults: readonly Fault[] = [
  {
    name: "a request whose client hangs up",
    code: `import { createServer } from "node:http";
import { connect } from "node:net";

const server = createServer(async (request, response) => {
  for await (const chunk of request) console.log(String(chunk));
  response.end();
});

server.listen({ port: 0, host: "127.0.0.1" }, () => {
  const client = connect(server.address().port);
  client.write("POST / HTTP/1.1\\r\\nhost: a\\r\\ncontent-length: 100\\r\\n\\r\\nhalf");
  server.once("request", (request) => {
    request.once("readable", () => client.destroy());
    request.once("close", () => setImmediate(() => setImmediate(() => server.close(() => console.log("goes on")))));
  });
});
`,
  },
  {
    name: "a listener for the chunks of a stream",
    code: `import { Readable } from "node:stream";

const rows = Readable.from(["first", "second"]);

rows.on("data", async (row) => {
  await store(row);
});
rows.on("close", () => setImmediate(() => console.log("goes on")));

async function store(row) {
  if (row === "first") throw new Error("no room");
  console.log(row);
}
`,
  },
];

const folder = faultFolder(rule, faults);

describe("unhandled-iteration", () => {
  faults.forEach(({ name }, index) => {
    it(`${name}: its fix keeps the process alive and reports the failure`, () => {
      const broken = run(`${index}/before.mjs`);
      const fixed = run(`${index}/after.mjs`);
      assert.deepEqual([broken.status, fixed.status], [1, 0], fixed.stderr);
      assert.doesNotMatch(broken.stdout, /goes on/);
      assert.match(fixed.stdout, /goes on/);
      assert.match(fixed.stderr, /Error: (aborted|no room)/);
    });
  });
});

function run(module: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [module], { cwd: folder, encoding: "utf8" });
}
