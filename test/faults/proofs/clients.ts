/** Clients whose packages the catalog's tests install: what bounds them is an option, a link of a chain, or a wrapper of their own. */
import type { Proof } from "../proof.ts";
import { asking, rpc } from "./rpc.ts";

const ends = (call: string): string => `
await ${call}.then(() => console.log("answered"), (error) => console.log("gave up:", error.message));
process.exit();
`;

/** The libraries that fixes write with where a project depends on them, by name: what a fix calls each, and the error that it gives up with. */
const libraries: readonly (readonly [library: string, wrapper: string, error: string])[] = [
  ["cockatiel", "cockatiel", "Error"],
  ["p-timeout", "pTimeout", "TimeoutError"],
  ["effect", "Effect", "TimeoutError"],
];

export const clients: readonly Proof[] = [
  ...libraries.map(([library, wrapper, error]) => ({
    rule: "missing-timeout",
    name: `a call of the project's own, by ${library}`,
    fix: `Give up after 200 ms with \`${wrapper}\``,
    code: asking,
    files: { "rpc.js": rpc, "package.json": JSON.stringify({ type: "module", dependencies: { [library]: "*" } }) },
    before: "waits",
    after: `0 gave up: ${error}, goes on`,
  })),
  {
    rule: "missing-client-timeout",
    name: "a pool of pg whose database takes the connection and says nothing",
    fix: "Give up after 200 ms",
    code: `import { Pool } from "pg";

const pool = new Pool({ host: "127.0.0.1", port: Number(process.argv[3]) });
pool.on("error", console.error);
${ends('pool.query("select 1")')}`,
    before: "waits",
    after: "0 gave up: Connection terminated due to connection timeout",
  },
  {
    rule: "missing-client-timeout",
    name: "a web socket that nobody shakes hands with",
    fix: "Give up after 200 ms",
    code: `import { once } from "node:events";
import { WebSocket } from "ws";

const socket = new WebSocket(\`\${process.argv[2]}/never\`);
${ends('once(socket, "open")')}`,
    before: "waits",
    after: "0 gave up: Opening handshake has timed out",
  },
  {
    rule: "missing-timeout",
    name: "a link of a chain",
    fix: "Give up after 200 ms",
    code: `import superagent from "superagent";

async function load(path) {
  const response = await superagent.get(\`\${process.argv[2]}/\${path}\`);
  return response.body;
}
${ends('load("never")')}`,
    before: "waits",
    after: "0 gave up: Timeout of 200ms exceeded",
  },
  {
    rule: "missing-timeout",
    name: "a link before the one that sends",
    fix: "Give up after 200 ms",
    code: `import wretch from "wretch";

const load = async (path) => await wretch(\`\${process.argv[2]}/\${path}\`).get().text();
${ends('load("stalls")')}`,
    before: "waits",
    after: "0 gave up: The operation was aborted due to timeout",
  },
  {
    rule: "unbounded-wait",
    name: "a lock whose holder hangs",
    fix: "Give up after 200 ms, on every wait for it",
    code: `import { createServer } from "node:http";
import { Mutex } from "async-mutex";

const lock = new Mutex();

async function save(work) {
  await lock.runExclusive(work);
}

createServer().listen(0, "127.0.0.1");
void save(() => new Promise(() => console.log("hangs")));
${ends("save(() => undefined)")}`,
    before: "waits, hangs",
    after: "0 hangs, gave up: timeout while waiting for mutex to become available",
  },
];
