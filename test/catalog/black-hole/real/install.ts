/** Installs the real servers that this machine lacks, where it may. It runs built: `node build/…/real/install.js`. */
import { spawnSync } from "node:child_process";
import { kinds } from "./kinds.ts";
import { whyNot } from "./server.ts";

const missing = kinds.filter(whyNot).map(({ debian }) => debian);
const mayInstall = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;

if (missing.length === 0) console.log("all real servers are installed");
else if (!mayInstall) console.log(`missing: ${missing.join(" ")}; installing them needs root and apt-get`);
else install();

function install() {
  console.log(`installing ${missing.join(" ")} …`);
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", ...missing);
}

/** At run level 1 Debian's packages do not start what they install. */
function apt(...args: string[]) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const { status, stderr } = spawnSync("apt-get", args, { env, encoding: "utf8" });
  if (status === 0) return;
  console.error(`apt-get ${args[0]} failed: ${stderr.trim().split("\n").at(-1)}`);
  process.exit(1);
}
