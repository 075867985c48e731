/** Which libraries are known to fail on a bad day, because what their promises stand for is outside of the process. */
import type { Origin } from "../../core/callee.ts";
import type { Questions } from "../../core/context.ts";
import type { Node } from "../../core/ts.ts";
import { stands } from "./index.ts";
import { packages } from "./packages.ts";

/** Packages without an entry, nearly all of whose promises wait for a disk, a network or another process. */
const others = [
  "@azure/*",
  "@databases/*",
  "@firebase/*",
  "@google-cloud/*",
  "@kubernetes/client-node",
  "@notionhq/client",
  "@octokit/*",
  "@whiskeysockets/baileys",
  "cross-fetch",
  "dockerode",
  "eris",
  "fs-extra",
  "gaxios",
  "google-auth-library",
  "googleapis",
  "googleapis-common",
  "graceful-fs",
  "isomorphic-fetch",
  "level",
  "lowdb",
  "matrix-bot-sdk",
  "matrix-js-sdk",
  "mkdirp",
  "mysql",
  "nedb",
  "nedb-promises",
  "node-ssh",
  "node-telegram-bot-api",
  "oceanic.js",
  "request",
  "request-promise",
  "request-promise-native",
  "rimraf",
  "serialport",
  "simple-git",
  "spotify-web-api-node",
  "tmi.js",
  "web-push",
  "whatsapp-web.js",
];

const listed = [...packages.flat().flatMap(({ package: name, also = [] }) => [name, ...also]), ...others];
const names = new Set(["node", "lib", ...listed]);
const patterns = listed.filter((name) => name.endsWith("*"));

/** Does what a package's promises stand for leave the process? Of a package that nobody has read, that is not known. */
export function leavesProcess({ package: name }: Origin, at: Node, ctx: Questions): boolean {
  if (names.has(name) || patterns.some((pattern) => stands(pattern, name))) return true;
  return ctx.settingsFor(at.getSourceFile()).catalog.some((own) => own.package === name);
}
