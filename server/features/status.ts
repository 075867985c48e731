/** Tells a client that shows it what the server is doing. Clients that do not know the notification drop it. */
import { statusNotification, type Status } from "../protocol/custom.ts";
import type { Feature } from "../server.ts";

/** Checks that end sooner than this, in milliseconds, are not worth a word: a status that flickers says nothing. */
const noticeable = 300;

/** How long nothing must be under way: an audit stops for a blink between its slices. */
const settled = 20;

export const status: Feature = (server) => {
  const { connection, onInitialized, onRefresh, onState, ready, reports } = server;
  let failure: string | undefined;
  let working: NodeJS.Timeout | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = "";

  onInitialized.event(() => say({ state: "starting" }));
  server.inBackground(ready.then(rest));
  onRefresh.event(rest);
  onState.event((state) => {
    failure = state.failure;
    clearTimeout(idle);
    if (state.busy) working ??= setTimeout(() => say({ state: "working" }), noticeable);
    else idle = setTimeout(rest, settled);
  });
  return {};

  function rest(): void {
    clearTimeout(working);
    working = undefined;
    if (failure === undefined) say({ state: "ready", findings: reports.count() });
    else say({ state: "failed", message: failure });
  }

  function say(status: Status): void {
    const line = JSON.stringify(status);
    if (line === last) return;
    last = line;
    server.inBackground(connection.sendNotification(statusNotification, status));
  }
};
