// Starts code-server with throw-away folders, and a browser on it.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

/** Nothing that moves by itself: no tips, no updates, no experiments, no saving behind a test's back. */
const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "git.enabled": false,
  "npm.autoDetect": "off",
  "typescript.disableAutomaticTypeAcquisition": true,
  "files.autoSave": "off",
  "editor.minimap.enabled": false,
  "editor.cursorBlinking": "solid",
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
};

const browserArguments = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** `underTest` lets a page name an extension's folder and its tests; it also hides notifications, so the drive does without. */
export async function startEditor({ dir, vsix, underTest = false }) {
  // Kept short: a socket's path may have 107 bytes.
  const home = mkdtempSync(join(tmpdir(), "cs-"));
  const data = join(home, "d");
  const config = join(home, "c.yaml");
  mkdirSync(join(data, "User"), { recursive: true });
  writeFileSync(join(data, "User", "settings.json"), JSON.stringify(quietSettings));
  writeFileSync(config, "");
  const env = cleanEnvironment(dir, home);
  const command = join(dir, "bin", "node");
  const base = [join(dir, "out/node/entry.js"), "--config", config, "--auth", "none"];
  base.push("--user-data-dir", data, "--extensions-dir", join(home, "e"));
  if (vsix) execFileSync(command, [...base, "--install-extension", vsix], { env, stdio: "pipe" });

  const port = await freePort();
  const log = join(home, "server.log");
  const output = openSync(log, "a");
  const flags = [
    "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust",
    "--disable-getting-started-override", "--disable-proxy",
  ];
  if (underTest) flags.push("--vscode-option", "enable-smoke-test-driver");
  // Its own process group, so that the extension hosts end with it.
  const child = spawn(command, [...base, ...flags], { env, stdio: ["ignore", output, output], detached: true });
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(url, child, log);

  return {
    log: () => readFileSync(log, "utf8"),
    /** A path as the browser names it. */
    remote: (path) => `vscode-remote://127.0.0.1:${port}${path}`,
    /** The address of the workbench on a folder, or on a file that names several. */
    page: (path, payload) => {
      const kind = path.endsWith(".code-workspace") ? "workspace" : "folder";
      return `${url}/?${new URLSearchParams({ [kind]: path, payload: JSON.stringify(payload) })}`;
    },
    /** The processes below this server whose command line holds a text. */
    descendants(text) {
      const list = execFileSync("ps", ["-eo", "pid=,pgid=,args="], { encoding: "utf8" });
      const rows = list.split("\n").map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? []);
      return rows.filter(([, , group, command]) => Number(group) === child.pid && command.includes(text)).map((row) => Number(row[1]));
    },
    async stop() {
      const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
      signalGroup(child, "SIGTERM");
      await Promise.race([ended, new Promise((done) => setTimeout(done, 3000))]);
      signalGroup(child, "SIGKILL");
      rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** A browser window that reaches this machine and nothing else. */
export async function openBrowser(executablePath) {
  const browser = await chromium.launch({ executablePath, headless: true, args: browserArguments });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.route((url) => /^https?:$/.test(url.protocol) && url.hostname !== "127.0.0.1", (route) => route.abort());
  return { browser, page };
}

function cleanEnvironment(dir, home) {
  const foreign = /^(VSCODE_|ELECTRON_|PASSWORD$|HASHED_PASSWORD$|PORT$|NODE_OPTIONS$|NODE_TEST_CONTEXT$)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const own = { XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home, TMPDIR: home };
  return { ...Object.fromEntries(kept), ...own, PATH: `${join(dir, "bin")}:${process.env.PATH}` };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function untilHealthy(url, child, log) {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  signalGroup(child, "SIGKILL");
  throw new Error(`code-server did not start:\n${readFileSync(log, "utf8")}`);
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // The whole group is gone already: what we wanted.
    if (error.code !== "ESRCH") throw error;
  }
}
