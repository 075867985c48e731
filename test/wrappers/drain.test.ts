/** What is cut while a server drains, and when: real connections, and a clock that the test turns. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type RequestListener, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type TestContext, describe, it } from "node:test";
import FakeTimers from "@sinonjs/fake-timers";
import { type Drainable, drainable } from "../../wrappers/drain.ts";
import { type Connection, get, open } from "./connection.ts";
import { turn } from "./harmless.ts";

describe("a server that drains", () => {
  it("gives a request of which only a part has come a second, and no more", async (t) => {
    const { clock, draining, client, socket } = await served(t, assert.fail);
    client.send("GET / HTTP/1.1\r\nHost: local");
    await arrived(socket);
    const drained = draining.drain();
    clock.tick(1_000);
    assert.ok(!socket.destroyed);
    clock.tick(100);
    assert.ok(socket.destroyed);
    await drained;
    assert.equal(clock.countTimers(), 0);
  });

  it("answers such a request when the rest of it comes in time", async (t) => {
    const { clock, draining, client, socket } = await served(t, (_, response) => response.end("answered"));
    client.send("GET / HTTP/1.1\r\n");
    await arrived(socket);
    const drained = draining.drain();
    clock.tick(900);
    client.send("Host: localhost\r\n\r\n");
    assert.match(await client.closed, /Connection: close[^]*answered$/);
    await drained;
  });

  it("does not cut what it may not know, where connections are upgraded", async (t) => {
    const { clock, draining, client, socket } = await served(t, assert.fail, (upgraded) => upgraded.write("hello"));
    client.send(get("/", "Connection: Upgrade\r\nUpgrade: text\r\n"));
    await client.receives("hello");
    const drained = draining.drain();
    clock.tick(60_000);
    assert.ok(!socket.destroyed);
    draining.cut();
    await drained;
    assert.equal(await client.closed, "hello");
  });

  it("cuts everything when it is told to, and watches nothing any more", async (t) => {
    const { clock, draining, client, socket } = await served(t, () => {});
    client.send(get("/"));
    await arrived(socket);
    const drained = draining.drain();
    clock.tick(60_000);
    assert.ok(!socket.destroyed, "a request in hand is not cut by time");
    draining.cut();
    await drained;
    assert.equal(await client.closed, "");
    assert.equal(clock.countTimers(), 0);
  });
});

interface Served {
  readonly clock: FakeTimers.Clock;
  readonly draining: Drainable;
  readonly client: Connection;
  /** The server's end of the connection. */
  readonly socket: Socket;
}

/** A server, one connection to it, and a clock for what is made from now on. */
async function served(t: TestContext, answer: RequestListener, upgrade?: (socket: Socket) => void): Promise<Served> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  t.after(() => server.close().closeAllConnections());
  if (upgrade) server.on("upgrade", (_, socket: Socket) => upgrade(socket));
  const draining = drainable(server);
  await once(server, "listening");
  const accepted = once(server, "connection");
  const client = await open((server.address() as AddressInfo).port);
  const [socket] = (await accepted) as [Socket];
  const clock = FakeTimers.install({ toFake: ["setInterval", "clearInterval", "performance"] });
  t.after(() => clock.uninstall());
  return { clock, draining, client, socket };
}

async function arrived(socket: Socket): Promise<void> {
  while (socket.bytesRead === 0) await turn();
}
