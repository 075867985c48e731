/**
 * The fault is real and the fix ends it: code that the rule finds is run beside what its fix makes of it. Both end with
 * code 1 at the first error that nobody catches; only the one that was fixed has told its logger of it.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import rule from "../../rules/async/missing-process-handlers.ts";
import { type Fault, faultFolder } from "./fixed.ts";

/** A server that fails as soon as it listens, by what a callback does. */
function failing(callback: string): string {
  return `import { createServer } from "node:http";

const logger = {
  error(words, error) {
    console.log(words, error.message);
  },
};

const server = createServer((_request, response) => response.end("ok"));
server.on("error", (error) => logger.error("not listening", error));
server.on("listening", ${callback});

server.listen({ port: 0, host: "127.0.0.1" });
`;
}

interface Ending extends Fault {
  readonly said: string;
}

const faults: readonly Ending[] = [
  {
    name: "an exception",
    code: failing('() => {\n  throw new Error("no configuration");\n}'),
    said: "uncaught exception no configuration",
  },
  {
    name: "a rejection",
    code: failing('async () => {\n  throw new Error("no database");\n}'),
    said: "unhandled rejection no database",
  },
];

/** Each program is a package of its own. */
const manifests = Object.fromEntries(faults.map((_, index) => [`${index}/package.json`, JSON.stringify({ name: `program-${index}` })]));

const folder = faultFolder(rule, faults, manifests);

describe("missing-process-handlers", () => {
  faults.forEach(({ name, said }, index) => {
    it(`${name}: its fix tells the logger before the process ends`, () => {
      assert.deepEqual(run(`${index}/before.mjs`), { status: 1, said: "" });
      assert.deepEqual(run(`${index}/after.mjs`), { status: 1, said });
    });
  });
});

function run(module: string): { readonly status: number | null; readonly said: string } {
  const { status, stdout } = spawnSync(process.execPath, [module], { cwd: folder, encoding: "utf8" });
  return { status, said: stdout.trim() };
}
