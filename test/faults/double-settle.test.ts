/**
 * The fault is real and the fixes end it: code that the rule finds is run beside what its fix makes of it, in processes of
 * their own. The one dies, or does its work twice; the other settles once and is done.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import rule from "../../rules/async/double-settle.ts";
import { faultFolder } from "./fixed.ts";
import { outcomeOf } from "./outcome.ts";

interface Fault {
  readonly name: string;
  readonly code: string;
  /** What the process says and how it ends, before and after. */
  readonly before: string;
  readonly after: string;
}

/** Serves one request with `handle`, and says what came back. */
const serving = `
const server = createServer((request, response) => handle(request, response));
server.listen(0, "127.0.0.1", async () => {
  const { status } = await fetch(\`http://127.0.0.1:\${server.address().port}/\`);
  console.log(status);
  server.close();
  server.closeAllConnections();
});
`;

const faults: readonly Fault[] = [
  {
    name: "an answer behind another",
    code: `import { createServer, ServerResponse } from "node:http";

/** @param {unknown} request @param {ServerResponse} res */
async function handle(request, res) {
  const user = await Promise.resolve(undefined);
  if (!user) {
    res.writeHead(404).end("no such user");
  }
  res.setHeader("content-type", "text/plain");
  res.end("user");
}
${serving}`,
    before: "1 ERR_HTTP_HEADERS_SENT",
    after: "0 404",
  },
  {
    name: "a result that is not there",
    code: `import { readFile } from "node:fs";

const size = () => new Promise((resolve, reject) => {
  readFile("none", (error, data) => {
    if (error) reject(error);
    resolve(data.length);
  });
});

size().then(() => console.log("read"), (error) => console.log("rejected", error.code));
`,
    before: "1 TypeError",
    after: "0 rejected ENOENT",
  },
  {
    name: "a callback that is called twice",
    code: `/** @param {string} name @param {(error: Error | null, name?: string) => void} callback */
function check(name, callback) {
  if (name === "") callback(new Error("no name"));
  callback(null, name);
}

check("", (error) => console.log(error ? "refused" : "accepted"));
`,
    before: "0 refused accepted",
    after: "0 refused",
  },
  {
    name: "a loop that goes on",
    code: `/** @param {string[]} names @param {(error: Error | null, count?: number) => void} callback */
function count(names, callback) {
  for (const name of names) {
    if (name === "") callback(new Error("no name"));
  }
  callback(null, names.length);
}

count(["", "a", ""], (error) => console.log(error ? "refused" : "accepted"));
`,
    before: "0 refused refused accepted",
    after: "0 refused",
  },
  {
    name: "a callback that fails in a then, and is called by its catch",
    code: `/** @param {(error: unknown, text?: string) => void} callback */
function load(callback) {
  Promise.resolve("text").then((text) => callback(null, text)).catch(callback);
}

load((error) => {
  console.log(error ? "refused" : "accepted");
  if (!error) throw new RangeError("in what comes after");
});
`,
    before: "0 accepted refused",
    after: "1 RangeError",
  },
];

const folder = faultFolder(rule, faults);

describe("double-settle", () => {
  faults.forEach((fault, index) => {
    it(`${fault.name}: its fix settles once`, async () => {
      assert.equal(await outcomeOf(folder, `${index}/before.mjs`), fault.before);
      assert.equal(await outcomeOf(folder, `${index}/after.mjs`), fault.after);
    });
  });
});
