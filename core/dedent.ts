/**
 * The text of a template literal that is indented with the code around it: what all lines share is taken off, and so
 * are the empty lines at both ends.
 */
export function dedent(text: string): string {
  const lines = text.replace(/^(?:[ \t]*\n)+/, "").trimEnd().split("\n");
  const widths = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...widths);
  return lines.map((line) => line.slice(shared)).join("\n");
}
