/** A program that replaces files as `--fix` does: its arguments are the folder and the texts, as JSON. */
import { join } from "node:path";
import { writeAll } from "../../cli/fix/files.ts";

const [folder = "", texts = "{}"] = process.argv.slice(2);
const writings = Object.entries(JSON.parse(texts) as Record<string, { before?: string; after: string }>);
writeAll(
  writings.map(([name, { before, after }]) => ({ file: join(folder, name), before, after })),
  (file) => file,
);
process.stdout.write("done");
