/** Callbacks of those who do not wait: a failure in one ends the process, or leaves somebody waiting. */
import type { Proof } from "../proof.ts";
import { express } from "./express.ts";

const load = `
async function load() {
  return (await fetch(\`\${process.argv[2]}/resets\`)).json();
}
`;

/** Asks a server that the program itself has opened, and ends. */
const asks = `
server.listen(0, "127.0.0.1");
await new Promise((resolve) => server.on("listening", resolve));
const { status } = await fetch(\`http://127.0.0.1:\${server.address().port}/orders\`);
console.log(status);
process.exit();
`;

/** The project watches: the process goes on, and nobody hears of the failure whom it concerns. */
const watches = `
process.on("unhandledRejection", () => console.log("unheard"));
`;

const route = `import { createServer } from "node:http";
import express from "express";

const app = express();

app.get("/orders", async (request, response) => {
  response.json(await load());
});

const server = createServer(app);
`;

const listener = `import { EventEmitter } from "node:events";

const orders = new EventEmitter();

orders.on("order", async (id) => {
  await load(id);
  console.log("loaded");
});

orders.emit("order", 1);
process.on("beforeExit", () => console.log("goes on"));
`;

const loop = `async function loadAll() {
  ["a", "b"].forEach(async (each) => {
    await load(each);
  });
  console.log("all loaded");
}

await loadAll().catch(() => console.log("not loaded"));
`;

const dies = "1 | TypeError: fetch failed";
const reports = "0 goes on | TypeError: fetch failed";

const escaping: readonly Omit<Proof, "rule">[] = [
  {
    name: "a listener",
    fix: "Catch its failure and report it with `console.error`",
    code: `${listener}${load}`,
    before: dies,
    after: reports,
  },
  {
    name: "a listener of one expression",
    fix: "Catch its failure and report it with `console.error`",
    code: `import { EventEmitter } from "node:events";

const orders = new EventEmitter().on("order", async (id) => load(id));

orders.emit("order", 1);
process.on("beforeExit", () => console.log("goes on"));
${load}`,
    before: dies,
    after: reports,
  },
  {
    name: "a timer's callback",
    fix: "Catch its failure and report it with `console.error`",
    code: `setTimeout(async () => {
  await load();
  console.log("loaded");
}, 1);
process.on("beforeExit", () => console.log("goes on"));
${load}`,
    before: dies,
    after: reports,
  },
  {
    name: "a function that is named",
    fix: "Report its failure with `console.error`",
    code: `setTimeout(load, 1);
process.on("beforeExit", () => console.log("goes on"));
${load}`,
    before: dies,
    after: reports,
  },
  {
    name: "the project's own guard",
    fix: "Guard it with `safely`",
    code: `${listener}${load}`,
    files: {
      "safely.js": `export function safely(listener) {
  return async (...given) => {
    try {
      await listener(...given);
    } catch (error) {
      console.error(error);
    }
  };
}
`,
    },
    before: dies,
    after: reports,
  },
  {
    name: "the standard guard",
    fix: "Guard it with `guard`",
    code: `${listener}${load}`,
    files: { "package.json": JSON.stringify({ type: "module", dependencies: { resilint: "*" } }) },
    before: dies,
    after: reports,
  },
  {
    name: "a request of Node's own server",
    fix: "Report its failure and answer with 500",
    code: `import { createServer } from "node:http";

const server = createServer(async (request, response) => {
  response.end(await load());
});
${asks}${load}`,
    before: dies,
    after: "0 500 | TypeError: fetch failed",
  },
  {
    name: "a request that stays open, for the process is kept alive",
    fix: "Report its failure and answer with 500",
    code: `import { createServer } from "node:http";

const server = createServer(async (request, response) => {
  response.end(await load());
});
${watches}${asks}${load}`,
    before: "waits, unheard",
    after: "0 500 | TypeError: fetch failed",
  },
  {
    name: "a route of Express 4",
    fix: "Hand its failure to `next`",
    code: `${route}${watches}${asks}${load}`,
    files: express,
    before: "waits, unheard",
    after: "0 500",
  },
  {
    name: "a route of Express 4, by the project's own guard",
    fix: "Guard it with `asyncRoute`",
    code: `${route}${watches}${asks}${load}`,
    files: {
      ...express,
      "routes.js": `export const asyncRoute = (handler) => (request, response, next) =>
  Promise.resolve(handler(request, response, next)).catch(next);
`,
    },
    before: "waits, unheard",
    after: "0 500",
  },
  {
    name: "a route of Express 4, by the standard guard",
    fix: "Guard it with `guard`",
    code: `${route}${watches}${asks}${load}`,
    files: { ...express, "package.json": JSON.stringify({ type: "module", dependencies: { resilint: "*" } }) },
    before: "waits, unheard",
    after: "0 500 | TypeError: fetch failed",
  },
  ...["Loop by `for … of`, one after the other", "Wait for all of them by `Promise.all`"].map((fix) => ({
    name: "a loop that does not wait",
    fix,
    code: `${loop}${load}`,
    before: "1 all loaded | TypeError: fetch failed",
    after: "0 not loaded",
  })),
];

const executor = (handled: string): string => `const answer = () =>
  new Promise(async (resolve) => {
    const value = await load();
    resolve(value);
  });
${handled}
await answer().catch(() => console.log("no answer"));
${load}`;

const executors: readonly Omit<Proof, "rule">[] = ["Make it an async function", "Reject with what it throws"].flatMap((fix) => [
  {
    name: "an executor that fails",
    fix,
    code: executor(""),
    before: dies,
    after: "0 no answer",
  },
  {
    name: "an executor that fails, in a process that is kept alive",
    fix,
    code: executor(watches),
    before: "13 unheard",
    after: "0 no answer",
  },
]);

const detached: readonly Omit<Proof, "rule">[] = [
  {
    name: "an answer that is no JSON",
    fix: "Reject with what it throws",
    code: `import { get } from "node:http";

function rates() {
  return new Promise((resolve, reject) => {
    get(\`\${process.argv[2]}/fails\`, (response) => {
      let text = "";
      response.on("data", (part) => (text += part));
      response.on("end", () => resolve(JSON.parse(text)));
    }).on("error", reject);
  });
}

await rates().catch(() => console.log("no rates"));
`,
    before: "1 | SyntaxError: Unexpected token '<'",
    after: "0 no rates",
  },
  {
    name: "a program that fails",
    fix: "Reject instead",
    code: `import { exec } from "node:child_process";

const run = (command) =>
  new Promise((resolve) => {
    exec(command, (error, stdout) => {
      if (error) {
        throw error;
      }
      resolve(stdout);
    });
  });

await run("node none.js").catch(() => console.log("not run"));
`,
    before: "1 | Error: Command failed: node none.js",
    after: "0 not run",
  },
  {
    name: "a callback in a try",
    fix: "Report its failure with `console.error`",
    code: `import { readFile } from "node:fs";

try {
  readFile("none", "utf8", (error, text) => {
    if (error) throw error;
    console.log(text);
  });
} catch (error) {
  console.error("no file:", error);
}
process.on("beforeExit", () => console.log("goes on"));
`,
    before: "1 | Error: ENOENT: no such file or directory",
    after: "0 goes on | Error: ENOENT: no such file or directory",
  },
];

export const callbacks: readonly Proof[] = [
  ...escaping.map((each) => ({ ...each, rule: "escaping-rejection" })),
  ...executors.map((each) => ({ ...each, rule: "async-executor" })),
  ...detached.map((each) => ({ ...each, rule: "detached-throw" })),
];
