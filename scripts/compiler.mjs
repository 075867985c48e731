// Where the compiler for a platform comes from: node_modules for this machine's, the registry for another's.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** From VS Code's name of a platform to the compiler's. The Linux binaries are static, so Alpine can run them too. */
const compilers = {
  "win32-x64": "win32-x64",
  "win32-arm64": "win32-arm64",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "linux-armhf": "linux-arm",
  "alpine-x64": "linux-x64",
  "alpine-arm64": "linux-arm64",
};

export const targets = Object.keys(compilers);

export function hostTarget() {
  const platform = `${process.platform}-${process.arch}`;
  const target = targets.find((each) => compilers[each] === platform);
  if (!target) throw new Error(`There is no VS Code, or no compiler, for ${platform}.`);
  return target;
}

/** The folder of the compiler's package for a target, fetched first if this machine does not have it. */
export function compilerPackageDir(target) {
  const name = `@typescript/typescript-${compilers[target]}`;
  const installed = join(root, "node_modules", name);
  if (existsSync(installed)) return installed;
  const { version, integrity } = lockedPackage(name);
  const kept = join(root, "build", "compilers", `${compilers[target]}-${version}`);
  if (!existsSync(kept)) fetchPackage(`${name}@${version}`, integrity, kept);
  return kept;
}

function lockedPackage(name) {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const entry = lock.packages[`node_modules/${name}`];
  if (!entry?.integrity) throw new Error(`package-lock.json does not pin ${name}.`);
  return entry;
}

function fetchPackage(spec, integrity, to) {
  const work = `${to}.partial`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  // One command line for a shell: on Windows npm is a script, which cannot be started without one.
  const packed = execFileSync(`npm pack ${spec} --silent`, { cwd: work, encoding: "utf8", shell: true });
  const archive = join(work, packed.trim().split("\n").at(-1));
  const found = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
  if (found !== integrity) throw new Error(`${spec} is not what package-lock.json pins: ${found}.`);
  execFileSync("tar", ["-xzf", archive, "-C", work]);
  renameSync(join(work, "package"), to);
  rmSync(work, { recursive: true });
}
