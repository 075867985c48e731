// Counts and prints results, one line a test, and the last line that the test runner adds up.
const counts = { passed: 0, failed: 0, skipped: 0 };

export function report({ name, error, skipped }) {
  const kind = skipped ? "skipped" : error ? "failed" : "passed";
  counts[kind]++;
  console.log(`${{ passed: "ok", failed: "not ok", skipped: "skipped" }[kind]} - ${name}`);
  const detail = error ?? (typeof skipped === "string" ? skipped : undefined);
  if (detail) console.log(detail.trimEnd().replace(/^/gm, "    "));
}

/** Prints the counts; returns the exit code. */
export function summary() {
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed > 0 ? 1 : 0;
}
