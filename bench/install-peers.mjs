/**
 * Installs the tools that are measured beside Resilint, just as the lock file pins them. They stay out of the project's
 * own packages, and out of this folder, which every look for changed sources walks through.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const from = join(dirname(fileURLToPath(import.meta.url)), "peers");

export function installPeers(to) {
  cpSync(from, to, { recursive: true });
  if (isInstalled(to)) return;
  console.error("bench: installing the tools to compare with …");
  const { status } = spawnSync("npm ci --no-audit --no-fund --loglevel=error", { cwd: to, stdio: ["ignore", 2, 2], shell: true });
  if (status === 0) return;
  console.error("bench: npm could not install the tools to compare with; see its message above");
  process.exit(2);
}

function isInstalled(folder) {
  const { dependencies } = readJson(join(folder, "package.json"));
  return Object.entries(dependencies).every(([name, version]) => {
    const manifest = join(folder, "node_modules", name, "package.json");
    return existsSync(manifest) && readJson(manifest).version === version;
  });
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
