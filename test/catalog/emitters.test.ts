/**
 * What the catalog says of `error` events is true of the real packages: what has no listener ends the process, or does
 * not, and with a listener it lives. Each failure happens in a process of its own, once without and once with a listener.
 */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { packages } from "../../rules/catalog/packages.ts";
import { root } from "../harness/paths.ts";
import { kinds } from "./black-hole/real/kinds.ts";
import { type RealServer, startServer, whyNot } from "./black-hole/real/server.ts";
import type { Outlived } from "./emitters/child.ts";
import type { Claim } from "./emitters/claim.ts";

const words = (process.env["RESILINT_TEST_ONLY"] ?? "").split(" ").filter(Boolean);
const names = readdirSync(`${root}/test/catalog/emitters/claims`)
  .map((file) => basename(file, ".ts"))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
const loaded = await Promise.all(names.map(async (name) => ({ name, claims: await claimsOf(name) })));
const child = fileURLToPath(new URL("emitters/child.js", import.meta.url));
const running = new Map<string, RealServer>();
let proved = 0;

// A child mostly waits, so more than one runs at a time.
describe("an error event", { concurrency: 3 }, () => {
  before(async () => {
    const needed = new Set(loaded.flatMap(({ claims }) => claims.flatMap(({ server }) => server ?? [])));
    const there = kinds.filter((kind) => needed.has(kind.name as never) && !whyNot(kind));
    await Promise.all(there.map(async (kind) => running.set(kind.name, await startServer(kind))));
  });

  after(async () => {
    await Promise.all([...running.values()].map((server) => server.stop()));
    console.log(`error events that were seen: ${proved}`);
  });

  for (const { name, claims } of loaded) {
    claims.forEach(({ title, ends, server }, at) => {
      it(`${name}: ${title} ${ends ? "ends" : "does not end"} the process unlistened`, async (t) => {
        if (server && !running.has(server)) return t.skip(`not installed: ${server}`);
        const unlistened = await run(name, at, false);
        assert.equal(unlistened.outlived === undefined, ends, unlistened.complaint);
        const { outlived, complaint } = await run(name, at, true);
        assert.ok(outlived, complaint);
        if (ends) assert.notDeepEqual(outlived.heard, []);
        if (ends)
          assert.match(unlistened.complaint, /Unhandled 'error' event|ERR_UNHANDLED_ERROR|Unhandled error|Error/);
        proved++;
      });
    });
  }
});

it("fails with every package that has emitters", { skip: words.length > 0 }, () => {
  const folder = `${root}/test/catalog/emitters/claims`;
  const text = names.map((name) => readFileSync(`${folder}/${name}.ts`, "utf8")).join();
  const entries = packages.flat().filter(({ emitters }) => emitters);
  const wanted = entries.flatMap(({ package: name, modules = [] }) => {
    return name === "node" ? modules.map((module) => `"node:${module}"`) : [`load("${name}")`];
  });
  assert.deepEqual(
    [...new Set(wanted)].filter((each) => !text.includes(each)),
    [],
  );
});

async function claimsOf(name: string): Promise<readonly Claim[]> {
  const url = new URL(`emitters/claims/${name}.js`, import.meta.url);
  return ((await import(url.href)) as { default: readonly Claim[] }).default;
}

interface Run {
  /** Nothing where the process ended before it could say so. */
  readonly outlived?: Outlived;
  readonly complaint: string;
}

async function run(name: string, at: number, listened: boolean): Promise<Run> {
  const args = [name, String(at), String(listened), JSON.stringify(Object.fromEntries(running))];
  const started = fork(child, args, {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  let complaint = "";
  started.stderr!.setEncoding("utf8").on("data", (text) => (complaint = (complaint + text).slice(-4000)));
  let outlived: Outlived | undefined;
  started.once("message", (message) => (outlived = message as Outlived));
  const [status, signal] = await once(started, "close");
  assert.equal(signal, null, `${name}: it neither ended nor went on\n${complaint}`);
  assert.equal(status === 0, outlived !== undefined, complaint);
  return { ...(outlived && { outlived }), complaint };
}
