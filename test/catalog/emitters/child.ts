/**
 * Lets one thing fail in a process of its own, `node child.js <file> <number> <listened?> <the real servers as JSON>`,
 * and says what became of it, where it lives to say so.
 */
import { setImmediate } from "node:timers/promises";
import { openProxy } from "../black-hole/real/proxy.ts";
import { type RealServer, freePort } from "../black-hole/real/server.ts";
import type { Claim, Peer, Watch } from "./claim.ts";

export type Servers = Readonly<Record<string, Pick<RealServer, "address" | "folder">>>;

export interface Outlived {
  /** The errors that a listener heard of. */
  readonly heard: readonly string[];
}

const [, , file, number, listened, given] = process.argv;
const servers: Servers = JSON.parse(given!);
const { default: claims }: { default: readonly Claim[] } = await import(`./claims/${file}.js`);
const claim = claims[Number(number)]!;
const heard: string[] = [];
let hear: () => void;
const isHeard = new Promise<void>((resolve) => (hear = resolve));

const watch: Watch = (emitter) => {
  if (listened !== "true") return emitter;
  emitter.on("error", (error) => {
    heard.push(String(error?.message ?? error));
    hear();
  });
  return emitter;
};

await claim.fail(watch, await peerOf(claim));
// The failure of what ends without a listener is waited for: by the listener, or by the process that is at its end.
if (claim.ends) await isHeard;
for (let turn = 0; turn < 20; turn++) await setImmediate();
process.send!({ heard } satisfies Outlived, () => process.exit(0));

async function peerOf({ server }: Claim): Promise<Peer> {
  const real = server && servers[server];
  if (!real) return { port: await freePort(), folder: "" };
  const proxy = await openProxy(real.address);
  return { port: proxy.port, folder: real.folder, proxy };
}
