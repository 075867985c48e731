/** The published schema is a schema, and it and our own checks agree on what is right. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import { parse } from "jsonc-parser";
import { Configuration } from "../../core/config/configuration.ts";
import { configSchema } from "../../core/config/schema.ts";
import { starterConfig } from "../../core/config/starter.ts";
import type { Rule } from "../../core/rule.ts";
import { commentRules } from "../../core/suppress.ts";

const rule: Rule = {
  id: "raw-error",
  family: "errors",
  category: "risk",
  since: "0.1.0",
  summary: "an error without a kind",
  explain: "",
  examples: [],
  check: {},
  options: {
    strict: { type: "boolean", default: false, description: "Whether." },
    most: { type: "number", default: 3, description: "How many." },
    names: { type: "array", items: { type: "string" }, default: [], description: "Which." },
  },
};
const schema = configSchema([rule]);
const ajv = new Ajv({ strict: true, strictTuples: false, allErrors: true });
ajv.addKeyword("patternErrorMessage");
const validate = ajv.compile(schema);

function notices(text: string): readonly string[] {
  const read = (file: string) => (file.endsWith("config.json") ? text : undefined);
  return Configuration.load(["/ws"], [rule], {}, read).notices.map(({ message }) => message);
}

const good: unknown[] = [
  {},
  { $schema: "./node_modules/resilint/schema.json", root: true },
  { rules: { "raw-error": "off", "unused-ignore": "info" } },
  { rules: { "raw-error": ["warning"] } },
  { rules: { "raw-error": ["warning", { strict: true, most: 1.5, names: ["a"] }] } },
  { ignore: ["**/*.gen.ts", "./dist", "..hidden/**", "a/../b"] },
  { standardError: "AppError" },
  { standardError: { name: "AppError", module: "./src/errors" } },
  { wrappers: [{ name: "withTimeout", does: ["timeout", "retry", "catch"] }] },
  { timeouts: { http: 1, llm: 2, database: 3, cache: 4, queue: 5, process: 2147483647 } },
  { requireReason: false },
  { overrides: [{ files: ["test/**"], rules: { "raw-error": "off" }, timeouts: { http: 5 } }] },
  { overrides: [{ files: ["a"], standardError: "E", wrappers: [], requireReason: true }, { files: ["b"] }] },
];

const bad: unknown[] = [
  [],
  { rule: {} },
  { root: "yes" },
  { rules: [] },
  { rules: { "raw-eror": "off" } },
  { rules: { "raw-error": "warn" } },
  { rules: { "raw-error": true } },
  { rules: { "raw-error": null } },
  { rules: { "raw-error": [] } },
  { rules: { "raw-error": ["warning", {}, {}] } },
  { rules: { "raw-error": [{}] } },
  { rules: { "raw-error": ["off", { most: "3" }] } },
  { rules: { "raw-error": ["off", { names: [1] }] } },
  { rules: { "raw-error": ["off", { other: 1 }] } },
  { rules: { "unused-ignore": ["off", { most: 1 }] } },
  { ignore: "dist" },
  { ignore: [""] },
  { ignore: ["/abs"] },
  { ignore: ["../up"] },
  { ignore: [".."] },
  { ignore: ["!src"] },
  { ignore: ["C:/x"] },
  { standardError: "" },
  { standardError: {} },
  { standardError: { name: "E", file: "x" } },
  { wrappers: [{ name: "a" }] },
  { wrappers: [{ name: "a", does: [] }] },
  { wrappers: [{ name: "a", does: ["fly"] }] },
  { wrappers: { name: "a" } },
  { timeouts: { http: 0 } },
  { timeouts: { http: -1 } },
  { timeouts: { http: 1.5 } },
  { timeouts: { http: 2147483648 } },
  { timeouts: { https: 1 } },
  { requireReason: 1 },
  { overrides: {} },
  { overrides: [{}] },
  { overrides: [{ files: [] }] },
  { overrides: [{ files: "a" }] },
  { overrides: [{ files: ["a"], root: true }] },
  { overrides: [{ files: ["a"], rules: { "raw-error": "loud" } }] },
];

describe("the schema", () => {
  for (const example of good) {
    it(`accepts ${JSON.stringify(example)}, and so do we`, () => {
      assert.ok(validate(example), ajv.errorsText(validate.errors));
      assert.deepEqual(notices(JSON.stringify(example)), []);
    });
  }

  for (const example of bad) {
    it(`rejects ${JSON.stringify(example)}, and so do we`, () => {
      assert.equal(validate(example), false);
      assert.equal(notices(JSON.stringify(example)).length, 1);
    });
  }

  it("describes every key, every rule and every option", () => {
    const settings = schema.properties!;
    for (const [key, value] of Object.entries(settings)) assert.ok(value.description, key);
    const rules = settings["rules"]!.properties!;
    assert.deepEqual(Object.keys(rules), ["raw-error", ...commentRules.map(({ id }) => id)]);
    assert.equal(rules["raw-error"]!.description, "an error without a kind");
    assert.match(JSON.stringify(rules["raw-error"]), /"description":"How many\."/);
  });
});

describe("the starter configuration", () => {
  const starter = starterConfig([rule]);

  it("is right as it stands, and changes nothing", () => {
    assert.deepEqual(notices(starter), []);
    assert.ok(validate(parse(starter, [], { allowTrailingComma: true })));
  });

  it("is right with every example taken out of its comment", () => {
    const tried = starter.replace(/^(\s*)\/\/ (?=["{])/gm, "$1");
    assert.notEqual(tried, starter);
    assert.deepEqual(notices(tried), []);
    const value: object = parse(tried, [], { allowTrailingComma: true });
    assert.ok(validate(value), ajv.errorsText(validate.errors));
    assert.deepEqual(Object.keys(value), ["$schema", "rules", "ignore", "standardError", "wrappers", "overrides"]);
  });
});
