import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { serverPath } from "./client.ts";
import { userProject } from "./workspace.ts";

const script = fileURLToPath(new URL("../../../test/server/neovim.lua", import.meta.url));
const isThere = spawnSync("nvim", ["--version"]).status === 0;

const skip = !isThere && "nvim is not installed";

test("Neovim's own client shows findings and applies a fix", { skip }, async (t) => {
  const folder = userProject(t);
  const home = join(folder.path, ".home");
  const seenPath = join(folder.path, "seen.json");
  const nvim = spawn("nvim", ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", `luafile ${script}`], {
    cwd: folder.path,
    env: {
      ...process.env,
      XDG_CONFIG_HOME: home,
      XDG_DATA_HOME: home,
      XDG_STATE_HOME: home,
      XDG_CACHE_HOME: home,
      RESILINT_ROOT: folder.path,
      RESILINT_SERVER: JSON.stringify([process.execPath, serverPath, "--stdio"]),
      RESILINT_SEEN: seenPath,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  t.after(() => nvim.kill("SIGKILL"));
  let errors = "";
  nvim.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const [code] = await once(nvim, "exit");
  assert.equal(code, 0, errors);

  const seen = JSON.parse(readFileSync(seenPath, "utf8"));
  assert.equal(seen.problem, undefined);
  const places = seen.first.map(({ line, column, severity }: any) => [line, column, severity]);
  assert.deepEqual(places, [[3, 29, 2], [4, 35, 2]]);
  assert.equal(seen.first[0].source, "resilint");
  assert.match(seen.first[0].message, /^raw `Error`/);
  assert.ok(seen.actions.includes("Fix all `raw-error` in this file"));
  assert.match(seen.fixed.join("\n"), /throw new AppError\("a name cannot be empty"\)/);
  assert.deepEqual(seen.second.map(({ line }: any) => line), [4]);
  assert.match(seen.hover, /raw `Error`[^]*docs\/rules\/raw-error\.md/);
  assert.equal(seen.stopped, true);
});
