/** Streams that break off, and callbacks that are told of a failure. */
import type { Proof } from "../proof.ts";
import { express } from "./express.ts";

const store = `
async function store(row) {
  if (row === "first") throw new RangeError("no room");
  console.log(row);
}
`;

const goesOn = `
process.on("beforeExit", () => console.log("goes on"));
`;

const iteration: readonly Omit<Proof, "rule">[] = [
  {
    name: "a listener for the chunks of a stream, in a function that can wait",
    fix: "Read it by `for await`, one chunk after the other",
    code: `import { Readable } from "node:stream";

async function load() {
  const rows = Readable.from(["first", "second"]);
  rows.on("data", async (row) => {
    await store(row);
  });
}

await load().catch((error) => console.log("not loaded:", error.message));
${goesOn}${store}`,
    before: "1 second | RangeError: no room",
    after: "0 not loaded: no room, goes on",
  },
  {
    name: "a listener that is named",
    fix: "Report its failure with `console.error`",
    code: `import { Readable } from "node:stream";

Readable.from(["first"]).once("data", store);
${goesOn}${store}`,
    before: "1 | RangeError: no room",
    after: "0 goes on | RangeError: no room",
  },
  {
    name: "a subscription at the top of a server",
    fix: "Catch its failure and report it",
    code: `import { EventEmitter, on } from "node:events";
import { createServer } from "node:http";

const queue = new EventEmitter();
const server = createServer((_request, response) => response.end("served"));
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1");
server.on("listening", () => queue.emit("error", new RangeError("broken off")));

for await (const [job] of on(queue, "job")) {
  console.log(job);
}

console.log(await (await fetch(\`http://127.0.0.1:\${server.address().port}\`)).text());
process.exit();
`,
    before: "1 | RangeError: broken off",
    after: "1 served | RangeError: broken off",
  },
  {
    name: "an upload to Express 4 that breaks off",
    fix: "Hand its failure to `next`",
    code: `import { createServer } from "node:http";
import { connect } from "node:net";
import express from "express";

const app = express();

app.post("/upload", async (request, response) => {
  let size = 0;
  for await (const chunk of request) size += chunk.length;
  response.end(String(size));
});

const server = createServer(app);
server.on("error", console.error).listen(0, "127.0.0.1");
await new Promise((resolve) => server.on("listening", resolve));
const client = connect(server.address().port, "127.0.0.1");
client.on("error", console.error);
client.write("POST /upload HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 9\\r\\n\\r\\nhalf");
server.on("request", (request) => {
  request.on("close", () => server.close());
  client.destroy();
});
${goesOn}`,
    files: express,
    before: "1 | Error: aborted",
    after: "0 goes on",
  },
];

const emitters: readonly Omit<Proof, "rule">[] = [
  {
    name: "a pipe in a promise",
    fix: "Use `pipeline`, and reject with its errors",
    code: `import { createReadStream } from "node:fs";
import { PassThrough } from "node:stream";

function send(file, to) {
  return new Promise((resolve, reject) => {
    createReadStream(file).pipe(to);
    to.on("finish", resolve).on("error", reject);
  });
}

await send("none", new PassThrough().resume()).catch(() => console.log("not sent"));
`,
    before: "1 | Error: ENOENT: no such file or directory",
    after: "0 not sent",
  },
];

const errors: readonly Omit<Proof, "rule">[] = [
  {
    name: "a request for a file that is not there",
    fix: "Report the error and answer with 500",
    code: `import { readFile } from "node:fs";
import { createServer } from "node:http";

const server = createServer((request, response) => {
  readFile("none", (error, page) => {
    response.setHeader("content-length", page.length);
    response.end(page);
  });
});

server.listen(0, "127.0.0.1");
await new Promise((resolve) => server.on("listening", resolve));
const { status } = await fetch(\`http://127.0.0.1:\${server.address().port}/page\`);
console.log(status);
process.exit();
`,
    before: "1 | TypeError: Cannot read properties of undefined (reading 'length')",
    after: "0 500 | Error: ENOENT: no such file or directory",
  },
];

export const streams: readonly Proof[] = [
  ...iteration.map((each) => ({ ...each, rule: "unhandled-iteration" })),
  ...emitters.map((each) => ({ ...each, rule: "unhandled-error-event" })),
  ...errors.map((each) => ({ ...each, rule: "ignored-callback-error" })),
];
