/** Installs and builds what is missing, so that every command works on a fresh clone. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

const stamp = join(root, "build", ".built");
const sources = [
  "core",
  "rules",
  "wrappers",
  "server",
  "client",
  "cli",
  "test",
  "bench",
  "scripts",
  "tsconfig.json",
  "package.json",
];

/** Ends the process with 2 where the machine cannot do it, saying why. */
export function setUp() {
  install();
  if (isBuilt()) return;
  console.error("resilint: building …");
  if (!build()) stop("the build failed; see the errors above");
}

export function install() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    stop(`Node ${process.versions.node} is too old: 20.19 or later is needed`);
  if (isInstalled(root)) return;
  console.error("resilint: installing packages …");
  const { status } = npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (status !== 0) stop("npm could not install the packages; see its message above");
}

/** Installs the real packages that the catalog is tried on. None of their own scripts is run. */
export function installCatalog() {
  const folder = join(root, "test", "catalog");
  if (isInstalled(folder)) return;
  console.error("resilint: installing the packages of the catalog, more than a gigabyte …");
  const args = ["ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];
  if (npm(args, folder).status !== 0) stop("npm could not install the packages of test/catalog; see its message above");
}

/** Compiles everything. True when there were no errors, which are printed as the compiler says them. */
export function build() {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const { status } = spawnSync(process.execPath, [tsc, "-p", root], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status === 0) writeFileSync(stamp, "");
  return status === 0;
}

/** Whether node_modules holds just what the lock file says, by npm's own record of what it installed. */
function isInstalled(folder) {
  const record = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = readPackages(record);
  return Object.entries(readPackages(join(folder, "package-lock.json"))).every(
    ([path, { version, optional }]) =>
      path === "" || installed[path]?.version === version || (optional && !installed[path]),
  );
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
}

function isBuilt() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  return sources.every((name) => newest(join(root, name)) <= built);
}

/** When a file, or anything in a folder, changed last. Folders count too: a file that is gone shows in its folder. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const names = readdirSync(path).filter((name) => name !== "node_modules" && name !== "build");
  return names.reduce((latest, name) => Math.max(latest, newest(join(path, name))), found.mtimeMs);
}

function npm(args, cwd = root) {
  // npm names its own script when it runs us; without it, the command on the PATH has to do.
  const script = process.env.npm_execpath;
  const [command, first] = script ? [process.execPath, [script]] : ["npm", []];
  return spawnSync(command, [...first, ...args], {
    cwd,
    stdio: ["ignore", "ignore", 2],
    shell: !script && process.platform === "win32",
  });
}

function stop(message) {
  console.error(`resilint: ${message}`);
  process.exit(2);
}
