/**
 * Runs a call as it was and as its fix left it against an injected fault, `node child.js <fault> <before> <after>`, and
 * prints what became of each, in a line of its own.
 */
import { once } from "node:events";
import { type RequestListener, type ServerResponse, createServer as createHttpServer } from "node:http";
import { type AddressInfo, type Socket, createServer } from "node:net";
import { pathToFileURL } from "node:url";
import { windUp } from "../black-hole/real/clock.ts";

type Call = (url: string) => Promise<unknown>;
type Answer = (response: ServerResponse, request: number) => void;

const faults: Readonly<Record<string, (before: Call, after: Call) => Promise<readonly string[]>>> = {
  silence,
  none: each((call) => tried(call, (response) => response.end("ok"))),
  // Twice, and then it is over.
  status: each((call) => tried(call, (response, request) => answer(response, request > 2 ? 200 : 500))),
  reset: each((call) => tried(call, (response, request) => (request > 2 ? response.end("ok") : response.destroy()))),
  outage: each((call) => tried(call, (response) => answer(response, 503))),
  absence: each((call) => tried(call, (response) => answer(response, 404))),
  outages: each((call) => repeated(call, 503)),
  absences: each((call) => repeated(call, 404)),
  crowd: each(crowd),
};

const [fault = "", ...paths] = process.argv.slice(2);
// Packages take the timers that they find when they are loaded.
if (fault === "silence") windUp().hurry();
const [before, after] = await Promise.all(paths.map(callOf));
const run = faults[fault];
if (!run || !before || !after) throw new Error(`there is no such thing to run: ${process.argv.slice(2).join(" ")}`);
console.log((await run(before, after)).join("\n"));

async function callOf(path: string): Promise<Call> {
  return ((await import(pathToFileURL(path).href)) as { readonly call: Call }).call;
}

function each(attempt: (call: Call) => Promise<string>): (before: Call, after: Call) => Promise<readonly string[]> {
  return (...calls) => Promise.all(calls.map(attempt));
}

/** What became of the one when the other has given up on a server that takes calls and never answers. */
async function silence(before: Call, after: Call): Promise<readonly string[]> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket.on("error", () => {}))).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  let fate = "pending";
  const waiting = fateOf(before, url).then((end) => (fate = end));
  const other = await fateOf(after, url);
  const seen = [fate, other.replace(/ .*/, "")];
  // What was given up on fails as well now, and nobody must have to hear of it.
  server.close();
  for (const socket of sockets) socket.destroy();
  await waiting;
  return seen;
}

async function tried(call: Call, respond: Answer): Promise<string> {
  let requests = 0;
  const fate = await withServer((_, response) => respond(response, ++requests), (url) => fateOf(call, url));
  return `${fate} after ${requests}`;
}

/** How many of many calls, one after another, come to a service. */
async function repeated(call: Call, status: number): Promise<string> {
  let requests = 0;
  const refuse: RequestListener = (_, response) => {
    requests++;
    answer(response, status);
  };
  await withServer(refuse, async (url) => {
    for (let at = 0; at < 20; at++) await fateOf(call, url);
  });
  return `${requests} of 20`;
}

/** How many of many calls that begin at once are under way together, and how many are answered in the end. */
async function crowd(call: Call): Promise<string> {
  const held: ServerResponse[] = [];
  let [underWay, most, answered, failed] = [0, 0, 0, 0];
  const hold: RequestListener = ({ url }, response) => {
    if (url === "/ping") return void response.end();
    held.push(response);
    most = Math.max(most, ++underWay);
  };
  await withServer(hold, async (url) => {
    const calls = Array.from({ length: 25 }, async () => {
      if ((await fateOf(call, url)) === "answered") answered++;
      else failed++;
    });
    // What began together has come together when a request that began later is answered.
    while (answered + failed < calls.length) {
      await (await fetch(`${url}ping`)).text();
      held.shift()?.end("ok", () => underWay--);
    }
  });
  return `${most > 10 ? "more than 10" : most} at once, ${answered} answered`;
}

/** "answered", or "failed" and by what status or code. */
async function fateOf(call: Call, url: string): Promise<string> {
  try {
    await call(url);
    return "answered";
  } catch (error) {
    const { code, message, cause, response } = error as Failure;
    const status = response?.status ?? /\b[45]\d\d\b/.exec(message ?? "")?.[0];
    return `failed with ${status ?? code ?? cause?.code ?? message}`;
  }
}

interface Failure {
  readonly code?: string;
  readonly message?: string;
  readonly cause?: { readonly code?: string };
  readonly response?: { readonly status?: number };
}

async function withServer<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createHttpServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status).end(status === 200 ? "ok" : "");
}
