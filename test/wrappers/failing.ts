/** Failures as they really come: servers on loopback that misbehave, and what their clients are left with. */
import { type RequestListener, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a promise rejects with, or a function throws. */
export async function failureOf(run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

/** Runs something against a server of this handler, which is gone afterwards. */
export async function withServer<T>(handler: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** The address of a server that is there no more. */
export async function deadUrl(): Promise<string> {
  return withServer(
    () => {},
    async (url) => url,
  );
}

/** Answers each path by its name: /404 with status 404, /silent never, /cut with half an answer. */
export const misbehave: RequestListener = (request, response) => {
  const path = (request.url ?? "").slice(1);
  if (path === "silent") return;
  if (path === "cut") {
    response.writeHead(200, { "content-length": 100 });
    response.write("half", () => response.destroy());
    return;
  }
  response.writeHead(Number.parseInt(path), { "retry-after": "7", "content-type": "application/json" });
  response.end(JSON.stringify({ error: { message: "no" } }));
};
