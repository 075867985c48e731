/** One rule alone, with types, and nothing that the measured folder's own settings say. */
import { parser, plugin } from "typescript-eslint";

export default [
  {
    files: ["**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}"],
    languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: process.cwd() } },
    plugins: { "@typescript-eslint": plugin },
    rules: { "@typescript-eslint/no-floating-promises": "error" },
  },
];
