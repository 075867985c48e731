/**
 * The fault is real and the fixes end it: code that the rule finds is run beside what its fix makes of it, against a server
 * that takes the call and never answers. Both give up; only what the fix wrote hangs up as well.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import rule from "../../rules/timeouts/abandoned-work.ts";
import { faultFolder } from "./fixed.ts";

const late = "new Promise((_, reject) => setTimeout(() => reject(new Error(\"too late\")), 200))";

const faults: readonly { readonly name: string; readonly code: string }[] = [
  {
    name: "fetch",
    code: `export async function call(url) {
  return await Promise.race([fetch(url), ${late}]);
}
`,
  },
  {
    name: "fetch with options, kept under a name",
    code: `export async function call(url) {
  const work = fetch(url, { method: "POST" });
  return await Promise.race([work, ${late}]);
}
`,
  },
  {
    name: "axios",
    code: `import axios from "axios";

export async function call(url) {
  return await Promise.race([axios.get(url), ${late}]);
}
`,
  },
];

type Called = { call(url: string): Promise<unknown> };

const folder = faultFolder(rule, faults);

describe("abandoned-work", () => {
  const server: Server = createServer();

  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  after(() => void server.close());

  faults.forEach(({ name }, index) => {
    it(`${name}: its fix hangs up when the time is up`, async () => {
      const abandoned = await socketOf(`${index}/before.mjs`);
      const ended = await socketOf(`${index}/after.mjs`);
      if (!ended.closed) await once(ended, "close");
      assert.equal(abandoned.closed, false);
      abandoned.destroy();
    });
  });

  /** The server's end of what a module's call opens, when that call has given up. */
  async function socketOf(module: string): Promise<Socket> {
    const { call } = (await import(pathToFileURL(`${folder}/${module}`).href)) as Called;
    const connected = once(server, "connection") as Promise<[Socket]>;
    const { port } = server.address() as AddressInfo;
    const called = call(`http://127.0.0.1:${port}/`);
    const refused = assert.rejects(called);
    const [socket] = await connected;
    socket.resume().on("error", () => {});
    await refused;
    return socket;
  }
});
