import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";

/** What the SARIF 2.1.0 schema has to say against a log; nothing when the log is valid. */
export function sarifErrors(log: unknown): unknown[] {
  const package_ = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/package.json");
  const text = readFileSync(new URL("lib/schemas/sarif-2.1.0-rtm.5.json", `file://${package_}`), "utf8");
  // The schema is written in draft 4, of which it uses nothing but these two names that later drafts know otherwise.
  const { $schema: _, id: __, ...schema } = JSON.parse(text);
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    unicodeRegExp: false,
    formats: { uri: URL.canParse, "uri-reference": /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/, "date-time": true },
  });
  ajv.validate(schema, log);
  return ajv.errors ?? [];
}
