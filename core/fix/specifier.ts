/** Module specifiers: which are the same, and how this file writes them. */

/** Do two specifiers, written in one file, name the same module? */
export function sameModule(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

/**
 * A relative specifier with the ending that the file's own relative imports have. Where there are none, `require` finds
 * the file without any, and `.js` is what the compiler accepts for a source file whatever the project's settings are.
 */
export function conform(specifier: string, others: readonly string[], isRequire: boolean): string {
  if (!isRelative(specifier)) return specifier;
  const relative = others.filter((other) => isOwn(other) && !foreign.test(other));
  const given = codeEnding.exec(specifier)?.[0] ?? "";
  if (relative.length === 0 && given === "") return specifier;
  const endings = relative.map((other) => codeEnding.exec(other)?.[0] ?? "");
  if (relative.length === 0) endings.push(isRequire ? "" : ".js");
  const stem = specifier.slice(0, specifier.length - given.length);
  const isBare = endings.filter((ending) => ending === "").length * 2 > endings.length;
  // `.mjs` and `.cjs` are never left out by those who leave out `.js`: nothing would find the file.
  if (isBare) return /^\.[mc]/.test(given) ? stem + given.replace("t", "j") : stem.replace(/\/index$/, "");
  const isSource = endings.some((ending) => ending.includes("t"));
  const kind = /^\.([mc]?)/.exec(given)?.[1] ?? "";
  if (isSource) return stem + (given.includes("t") ? given : `.${kind}ts`);
  return `${stem}.${kind}js`;
}

/** A path as a module can be named without an ending: `./errors` for `./errors.ts` and for `./errors/index.js`. */
export function withoutEnding(path: string): string {
  return path.replace(/(\/index)?(\.[mc]?[jt]sx?)?$/, "");
}

export const codeEnding = /\.[mc]?[jt]sx?$/;
/** What is not code has its ending always, and says nothing of how code is named. */
const foreign = /\.(json|css|scss|less|svg|png|vue|svelte|graphql|gql|html|wasm|node)$/;

/** A module of the project's own: `@/` and `~/` are how many call their root. */
function isOwn(specifier: string): boolean {
  return isRelative(specifier) || /^[@~]\//.test(specifier);
}

function isRelative(specifier: string): boolean {
  return /^\.{1,2}(\/|$)/.test(specifier);
}

function bare(specifier: string): string {
  if (!isRelative(specifier)) return specifier.replace(/^node:/, "");
  return withoutEnding(specifier).replace(/\/$/, "");
}
