/** Test runners wait for their tests and hooks, and report those that fail. */
import type { Taker } from "./taker.ts";

const hooks = ["before", "after", "beforeEach", "afterEach", "beforeAll", "afterAll"];
const names = ["test", "it", "describe", "suite", ...hooks];
const links = ["only", "skip", "todo", "each", "concurrent", "sequential", "failing", "fails"];

const node: Taker = {
  package: "node",
  modules: ["test"],
  boundaries: [{ members: [...names, ...links], callback: [0], rest: true, rejection: "is handled" }],
};

const others: Taker = {
  package: "vitest",
  also: [
    "@vitest/runner", "jest", "@jest/globals", "@jest/types", "mocha", "@playwright/test", "playwright", "bun-types",
  ],
  boundaries: [{ members: [...names, ...links], callback: [0], rest: true, rejection: "is handled" }],
};

export default [node, others];
