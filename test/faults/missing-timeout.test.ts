/**
 * The fault is real and the fixes end it: code that the rule finds is run beside what its fix makes of it, against a
 * server that takes the call and never answers, and against one that stalls in the middle of its answer. When the fixed
 * call has given up, the other is still waiting.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { openSession } from "../../core/session.ts";
import { rules } from "../../rules/index.ts";
import { applyEdits } from "../harness/edits.ts";
import { root } from "../harness/paths.ts";
import { assertCounted } from "./own-tests.ts";

interface Fault {
  readonly name: string;
  readonly code: string;
  /** Which of the finding's fixes is tried. */
  readonly fix: number;
}

const faults: readonly Fault[] = [
  {
    name: "fetch without options",
    code: `export async function call(url) {
  const response = await fetch(url);
  return await response.text();
}
`,
    fix: 0,
  },
  {
    name: "fetch with options",
    code: `export async function call(url) {
  const response = await fetch(url, { method: "POST", body: "{}" });
  return await response.text();
}
`,
    fix: 0,
  },
  {
    name: "axios.get",
    code: `import axios from "axios";

export const call = (url) => axios.get(url);
`,
    fix: 0,
  },
  {
    name: "axios.post without a body",
    code: `import axios from "axios";

export const call = (url) => axios.post(url);
`,
    fix: 0,
  },
  {
    name: "a client of axios",
    code: `import axios from "axios";

const client = axios.create({ maxRedirects: 0 });

export const call = (url) => client.get(url);
`,
    fix: 1,
  },
  {
    name: "http.get",
    code: `import { get } from "node:http";

export function call(url) {
  return new Promise((resolve, reject) => {
    get(url, (response) => response.on("end", resolve).on("error", reject).resume()).on("error", reject);
  });
}
`,
    fix: 0,
  },
  {
    name: "http.request whose timeout only emits an event",
    code: `import http from "node:http";

export function call(url) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: "PUT", timeout: 20 });
    request.on("response", (response) => response.on("end", resolve).on("error", reject).resume());
    request.on("error", reject);
    request.end();
  });
}
`,
    fix: 0,
  },
];

/** Runs both, and says what became of the first when the second has settled. */
const runner = `import { call as before } from "./before.mjs";
import { call as after } from "./after.mjs";

for (const url of process.argv.slice(2)) {
  let fateOfBefore = "pending";
  before(url).then(() => (fateOfBefore = "answered"), () => (fateOfBefore = "rejected"));
  const fateOfAfter = await after(url).then(() => "answered", () => "rejected");
  await new Promise(setImmediate);
  console.log(fateOfBefore, fateOfAfter);
}
process.exit();
`;

/** Outside the repository, where built code counts as output and is not looked at; its packages are lent. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), "resilint-faults-"))).replaceAll("\\", "/");

describe("missing-timeout", () => {
  const sockets = new Set<Socket>();
  const silent = keep(createServer());
  const stalled = keep(createServer((socket) => void socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")));

  before(async () => {
    symlinkSync(`${root}/node_modules`, `${folder}/node_modules`, "junction");
    faults.forEach(({ code }, index) => {
      mkdirSync(`${folder}/${index}`, { recursive: true });
      writeFileSync(`${folder}/${index}/before.mjs`, code);
    });
    writeFileSync(`${folder}/resilint.config.json`, JSON.stringify({ timeouts: { http: 200 } }));
    const compilerOptions = { allowJs: true, module: "nodenext", types: ["node"], noEmit: true };
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions }));
    writeFixed();
    for (const server of [silent, stalled]) {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
    }
  });

  after(() => {
    for (const socket of sockets) socket.destroy();
    for (const server of [silent, stalled]) server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  faults.forEach(({ name }, index) => {
    it(`${name}: its fix ends what waits for an answer, or for the rest of one`, () => assertEnds(index, [silent, stalled]));
  });

  function keep(server: Server): Server {
    return server.on("connection", (socket) => {
      sockets.add(socket);
      socket.on("error", () => sockets.delete(socket));
    });
  }
});

/** Writes what the fix makes of each file, as an editor would. */
function writeFixed(): void {
  const session = openSession({ folders: [folder], rules });
  try {
    const files = faults.map((_, index) => `${folder}/${index}/before.mjs`);
    const reports = session.check(files);
    assert.equal(reports.length, files.length);
    const titles: string[] = [];
    reports.forEach(({ file, findings }, index) => {
      const found = findings.filter(({ rule }) => rule === "missing-timeout");
      assert.equal(found.length, 1, `${faults[index]?.name}: ${found.length} findings`);
      const edits = session.fix(file, found[0]?.fingerprint ?? "", faults[index]?.fix ?? 0);
      assert.ok(edits, `${faults[index]?.name}: no fix`);
      titles.push(found[0]?.fixes[faults[index]?.fix ?? 0]?.title ?? "");
      writeFileSync(`${folder}/${index}/after.mjs`, applyEdits(faults[index]?.code ?? "", edits));
      writeFileSync(`${folder}/${index}/run.mjs`, runner);
    });
    assertCounted("missing-timeout", titles);
  } finally {
    session.dispose();
  }
}

async function assertEnds(index: number, servers: readonly Server[]): Promise<void> {
  const urls = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const { stdout } = await promisify(execFile)(process.execPath, [`${folder}/${index}/run.mjs`, ...urls], { timeout: 60_000 });
  assert.deepEqual(stdout.trim().split("\n"), servers.map(() => "pending rejected"));
}
