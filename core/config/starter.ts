/** What `resilint init` writes: short, right as it stands, and with examples to take out of their comments. */
import type { KnownRule } from "./schema.ts";

export function starterConfig(rules: readonly KnownRule[]): string {
  const example = rules[0]?.id ?? "unused-ignore";
  return `{
  "$schema": "./node_modules/resilint/schema.json",

  // Levels are "error", "warning", "info" and "off". A rule that is not named here has its own default.
  "rules": {
    // "${example}": "warning",
  },

  // Files and folders that are not read. What .gitignore names is left out anyway.
  "ignore": [
    // "**/*.gen.ts",
  ],

  // The project's own error class, for the fixes that write one.
  // "standardError": { "name": "AppError", "module": "./src/errors" },

  // Functions of the project that guard what they are given: "timeout", "retry", "catch".
  // "wrappers": [{ "name": "withTimeout", "module": "./src/resilience", "does": ["timeout"] }],

  // What holds for some of the files only.
  "overrides": [
    // { "files": ["test/**"], "rules": { "${example}": "off" } },
  ],
}
`;
}
