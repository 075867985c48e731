/** What is not proved, and why: packages of the catalog that cannot be called on a server of our own, or not from here. */
export const unproved: Readonly<Record<string, string>> = {
  "node:dns": "asks the system's resolver, or a name server over UDP",
  "node:fs": "no network",
};
