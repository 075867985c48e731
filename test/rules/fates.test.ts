/** What is said to become of a rejection, where a package's version or an event decides it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSession } from "../../core/session.ts";
import { rules } from "../../rules/index.ts";
import { workspace } from "../engine/workspace.ts";

const react = "export declare function useEffect(effect: () => unknown): void;\nexport declare function useLayoutEffect(effect: () => unknown): void;\n";
const socketIo = "export declare class Server {\n  on(event: string, listener: (...args: any[]) => void): this;\n}\n";
const effect = (name: string) => `import { ${name} } from "react";\n${name}(async () => {\n  await fetch("https://orders.example");\n});\n`;
const listener = (event: string) =>
  `import { Server } from "socket.io";\nnew Server().on("${event}", async () => {\n  await fetch("https://orders.example");\n});\n`;

const electron = "export declare const app: { on(event: string, listener: (...args: any[]) => void): void };\n";
const started = `import { app } from "electron";\nexport { app };\nprocess.on("message", async () => {\n  await fetch("https://orders.example");\n});\n`;
const timer = `export const timer = setInterval(async () => {\n  await fetch("https://orders.example");\n}, 1_000);\n`;

const configured: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  next: { "next.config.mjs": "export default {};\n" },
  pm2: { "ecosystem.config.cjs": `module.exports = { apps: [{ name: "shop", script: "./main.js" }] };\n` },
};

const fates = [
  ["electron", "38.0.0", electron, started, "if it rejects, Electron writes a warning, and nobody else learns of it"],
  ["next", "12.3.4", "export {};\n", timer, "if it rejects, the process ends (Node 15 and later)"],
  ["next", "15.1.0", "export {};\n", timer, "if it rejects, only an `unhandledRejection` listener hears of it"],
  ["pm2", "6.0.14", "export {};\n", timer, "if it rejects, only an `unhandledRejection` listener hears of it"],
  ["react", "16.14.0", react, effect("useEffect"), "unmounting fails on it"],
  ["react", "17.0.2", react, effect("useEffect"), "what it hands back cleans up nothing"],
  ["react", "17.0.2", react, effect("useLayoutEffect"), "unmounting fails on it"],
  ["react", "18.3.1", react, effect("useEffect"), "unmounting fails on it"],
  ["socket.io", "4.8.1", socketIo, listener("order"), "if it rejects, the process ends (Node 15 and later), and a client that waits for an acknowledgement gets none"],
  ["socket.io", "4.8.1", socketIo, listener("connection"), "if it rejects, the process ends (Node 15 and later)"],
] as const;

for (const [name, version, types, code, fate] of fates) {
  test(`${name} ${version}: ${fate}`, () => {
    const place = workspace({
      "tsconfig.json": JSON.stringify({ compilerOptions: { module: "nodenext", strict: true, types: ["node"] } }),
      "package.json": JSON.stringify({ name: "shop", type: "module", dependencies: { [name]: version } }),
      [`node_modules/${name}/package.json`]: JSON.stringify({ name, version, types: "index.d.ts" }),
      [`node_modules/${name}/index.d.ts`]: types,
      "main.ts": code,
      ...configured[name],
    });
    const session = openSession({ folders: [place.folder], rules });
    try {
      const findings = session.check([place.path("main.ts")]).flatMap((report) => report.findings);
      const found = findings.find(({ rule }) => rule === "escaping-rejection");
      // Of two fates where one goes on, the shorter one ends here.
      assert.equal(found?.why.slice(0, fate.length), fate);
      assert.equal(found?.why.includes("acknowledgement"), fate.includes("acknowledgement"));
    } finally {
      session.dispose();
      place.remove();
    }
  });
}
