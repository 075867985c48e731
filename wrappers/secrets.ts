/** What a secret looks like: by its name, and within a text. For `redact`. */

/** What stands where a secret was. */
export const hidden = "[redacted]";

/** Whether a value of that name is one to hide. Nothing, yes and no, and counts of tokens are not. */
export function isSecret(name: unknown, value: unknown): boolean {
  if (typeof name !== "string" || value === null || value === undefined || typeof value === "boolean") return false;
  const plain = name
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  return secretName.test(plain) && !(typeof value === "number" && /tokens$|tokencount/.test(plain));
}

/** The text with its secrets replaced: bearer tokens, credentials in URLs, `password=…`, keys of well-known makes. */
export function withoutSecrets(text: string): string {
  let rest = text;
  for (const secret of secretTexts) rest = rest.replace(secret, `$1${hidden}`);
  return rest;
}

/** Without case and punctuation: `X-Api-Key` is `xapikey`. */
const secretName = new RegExp(
  [
    ...["passw(?:or)?d", "passphrase", "passcode", "secret", "token", "credential", "authorization", "cookie", "jwt"],
    ...["(?:api|access|private|signing|encryption|session)key", "sessionid", "connectionstring", "bearer"],
    ...["creditcard", "cardnumber", "^(?:auth|sid|pwd|pin|otp|ssn|cv[vc]2?)$"],
  ].join("|"),
);

/** The same within a text, where shorter and more common words would be found everywhere. */
const labels = [
  ...["passw(?:or)?d", "pwd", "passphrase", "passcode", "secret", "token(?!s\\b)", "credentials?", "signature", "jwt"],
  ...["(?:api|access|private|signing|encryption|session)[-_]?key", "session[-_]?id", "\\bsid"],
].join("|");

/** The end of the name, then `=` or `:`. A quote may be escaped, in JSON that is itself a text in JSON. */
const labelEnd = String.raw`[\w-]{0,40}\\*["']?\s{0,4}[:=]\s{0,4}`;

/** Quoted in one way or another, or up to whatever ends a value. */
const labelled = String.raw`"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\\+"(?:(?!\\+").)*|[^\s,;&"'<>{}()[\]]+`;

/** What the first group holds is kept. */
const secretTexts: readonly RegExp[] = [
  /()-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // A header may hold spaces and semicolons, so all of its line goes, unless it is quoted.
  /((?:authorization|cookie)[\w-]{0,40}\\*["']?\s{0,4}[:=]\s{0,4})(?:\\*"(?:[^"\\]|\\[^"])*|'[^']*|[^\r\n]+)/gi,
  /(\b(?:bearer|basic)\s{1,4})[\w.~+/=:-]+/gi,
  /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>]*(?=@)/gi,
  // A password with a slash in it; what is only a port is none.
  /(:\/\/[^\s/?#:@"'<>]*:)(?!\d+(?:[/?#\s]|$))[^\s@"'<>]*(?=@)/g,
  new RegExp(`((?:${labels})${labelEnd})(?:${labelled})`, "gi"),
  /()\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  /()\b(?:[spr]k[-_][\w-]{16,}|gh[pousr]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{8,})/g,
  /()\b(?:A[KS]IA[A-Z0-9]{16}|AIza[\w-]{30,}|npm_\w{30,}|SG\.[\w-]{16,}\.[\w-]{16,})/g,
];
