/** Express 4, as far as these programs use it. It drops what a handler hands back, as Express 4 does. */
export const express = {
  "node_modules/express/package.json": JSON.stringify({
    name: "express", version: "4.21.0", type: "module", main: "index.js", types: "index.d.ts",
  }),
  "node_modules/express/index.d.ts": `import type { IncomingMessage, ServerResponse } from "node:http";

export type Next = (error?: unknown) => void;
export type Response = ServerResponse & { json(value: unknown): void };
export type Handler = (request: IncomingMessage, response: Response, next: Next) => void;
interface Application {
  (request: IncomingMessage, response: ServerResponse): void;
  get(path: string, ...handlers: Handler[]): this;
  post(path: string, ...handlers: Handler[]): this;
}
export default function express(): Application;
`,
  "node_modules/express/index.js": `export default function express() {
  const handlers = {};
  const app = (request, response) => {
    const next = (error) => response.writeHead(error ? 500 : 404).end();
    response.json = (value) => response.end(JSON.stringify(value));
    handlers[request.url](request, response, next);
  };
  const add = (path, handler) => (handlers[path] = handler);
  return Object.assign(app, { get: add, post: add });
}
`,
};
