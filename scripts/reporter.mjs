/** A test reporter that tells only what failed, and leaves the counts behind for the command that adds them up. */
import { writeFileSync } from "node:fs";
import { relative } from "node:path";

export default async function* report(events) {
  const counts = {};
  const names = [];
  for await (const { type, data } of events) {
    if (type === "test:start") names[data.nesting] = data.name;
    if (type === "test:stdout" || type === "test:stderr") yield data.message;
    if (type === "test:diagnostic") {
      const [, name, count] = /^(tests|pass|fail|cancelled|skipped|todo) (\d+)$/.exec(data.message) ?? [];
      if (name) counts[name] = Number(count);
    }
    if (type === "test:pass" && data.skip !== undefined)
      yield `  skipped: ${data.name}${data.skip === true ? "" : ` (${data.skip})`}\n`;
    if (type === "test:fail" && !isOnlyAbove(data.details.error)) yield failure(data, names);
  }
  writeFileSync(process.env.RESILINT_TEST_COUNTS, JSON.stringify(counts));
}

/** A suite or a file fails because something in it did, which was told already. */
function isOnlyAbove(error) {
  return error?.failureType === "subtestsFailed";
}

function failure({ name, nesting, file, details }, names) {
  const path = [...names.slice(0, nesting), name].join(" > ");
  const where = file ? ` (${relative(process.cwd(), file)})` : "";
  const cause = details.error?.cause ?? details.error;
  const text = cause instanceof Error ? (cause.code === "ERR_ASSERTION" ? cause.message : cause.stack) : String(cause);
  return `\n✖ ${path}${where}\n${text.replace(/^/gm, "    ")}\n`;
}
