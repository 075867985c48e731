/**
 * What the catalog says of databases, caches and queues is true of the real packages and, where Debian has them, of the
 * real servers: each package uses its server through a proxy, which then falls silent. Claims stand in real/proofs/.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { root } from "../../harness/paths.ts";
import type { Outcome } from "./real/child.ts";
import { kinds } from "./real/kinds.ts";
import { type RealServer, startServer, whyNot } from "./real/server.ts";
import { outcomesOf } from "./running.ts";

const words = (process.env["RESILINT_TEST_ONLY"] ?? "").split(" ").filter(Boolean);
const names = readdirSync(`${root}/test/catalog/black-hole/real/proofs`)
  .map((file) => basename(file, ".ts"))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
const child = fileURLToPath(new URL("real/child.js", import.meta.url));
const running = new Map<string, RealServer>();
const count = { packages: 0, claims: 0 };

// A child mostly waits, so more than one runs at a time.
describe("on real servers that fall silent", { concurrency: 3 }, () => {
  before(async () => {
    if (names.length === 0) return;
    const there = kinds.filter((kind) => !whyNot(kind));
    await Promise.all(there.map(async (kind) => running.set(kind.name, await startServer(kind))));
  });

  after(async () => {
    await Promise.all([...running.values()].map((server) => server.stop()));
    console.log(`packages proved on real servers, or on silent ones: ${count.packages} of ${names.length}`);
    console.log(`  claims: ${count.claims}`);
  });

  for (const name of names) {
    it(name, async (t) => {
      const outcomes = await outcomesOf<Outcome>(child, [name, JSON.stringify(Object.fromEntries(running))], 90_000);
      const problems = outcomes.flatMap(({ title, problem }) => (problem ? [`${title}: ${problem}`] : []));
      assert.deepEqual(problems, []);
      const missing = new Set(outcomes.flatMap((outcome) => outcome.missing ?? []));
      if (missing.size > 0) return t.skip(`not installed: ${[...missing].join(", ")}`);
      count.packages++;
      count.claims += outcomes.length;
    });
  }
});
