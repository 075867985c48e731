/** Promises of libraries that do not reject, or reject only with what they are given. */
import type { Origin } from "../../core/callee.ts";

export type Settling =
  /** It does not reject. */
  | "never"
  /** As its first argument does. */
  | "argument"
  /** As the elements of its first argument do. */
  | "elements"
  /** As what its callbacks hand back does. */
  | "callbacks"
  /** On hardly any day, and then nothing rests on it. */
  | "rarely"
  /** It does not reject unless it is given options, among which is a signal; the number says where they stand. */
  | number;

interface Entry {
  readonly package: string;
  readonly module?: string;
  readonly container?: string;
  readonly members: Readonly<Record<string, Settling | undefined>>;
  /** Of all other members. */
  readonly others?: Settling;
}

const entries: readonly Entry[] = [
  {
    package: "lib",
    container: "PromiseConstructor",
    members: { allSettled: "never", resolve: "argument", all: "elements", race: "elements", any: "elements" },
  },
  // What was put there may be anything.
  { package: "lib", container: "Map", members: { get: "rarely" } },
  { package: "lib", container: "ReadonlyMap", members: { get: "rarely" } },
  { package: "lib", container: "WeakMap", members: { get: "rarely" } },
  { package: "lib", container: "Array", members: { shift: "rarely", pop: "rarely", at: "rarely", find: "rarely" } },
  // It resolves with what was answered.
  { package: "lib", members: { requestPermission: "never" } },
  {
    package: "node",
    module: "timers/promises",
    members: { setTimeout: 2, setInterval: 2, setImmediate: 1, wait: 1, yield: "never" },
  },
  { package: "node", module: "worker_threads", container: "Worker", members: { terminate: "never" } },
  { package: "node", module: "async_hooks", container: "AsyncLocalStorage", members: { run: "callbacks", exit: "callbacks" } },
  { package: "node", module: "stream/web", members: { cancel: "rarely" } },
  { package: "lib", container: "ReadableStream", members: { cancel: "rarely" } },
  { package: "lib", container: "ReadableStreamGenericReader", members: { cancel: "rarely" } },
  // Failures are part of the answer, unless it is told to throw them.
  { package: "@supabase/postgrest-js", members: { throwOnError: undefined }, others: "rarely" },
  { package: "@supabase/auth-js", members: {}, others: "rarely" },
  { package: "@supabase/gotrue-js", members: {}, others: "rarely" },
  { package: "@supabase/storage-js", members: {}, others: "rarely" },
  { package: "@supabase/functions-js", members: {}, others: "rarely" },
  { package: "async-mutex", members: { runExclusive: "callbacks", waitForUnlock: "never" } },
  // It runs the scene's own handlers for leaving, which hardly any scene has.
  { package: "telegraf", container: "SceneContextScene", members: { leave: "rarely" } },
  { package: "async-lock", members: { acquire: "callbacks" } },
  { package: "p-queue", members: { add: "callbacks", onIdle: "never", onEmpty: "never" } },
  { package: "p-retry", members: { default: "callbacks", pRetry: "callbacks" } },
  { package: "@opentelemetry/api", members: { startActiveSpan: "callbacks", with: "callbacks" } },
  { package: "@sentry/core", members: { startSpan: "callbacks", startSpanManual: "callbacks" } },
  { package: "@sentry/opentelemetry", members: { startSpan: "callbacks", startSpanManual: "callbacks" } },
  // The runner waits for its tests and reports their failures itself.
  {
    package: "node",
    module: "test",
    members: {
      test: "never",
      it: "never",
      describe: "never",
      suite: "never",
      skip: "never",
      todo: "never",
      only: "never",
    },
  },
  // These tell the query's own state of a failure, and reject only with `throwOnError`.
  {
    package: "@tanstack/query-core",
    container: "QueryClient",
    members: {
      invalidateQueries: 1, refetchQueries: 1, resetQueries: 1, cancelQueries: "never", prefetchQuery: "never",
      prefetchInfiniteQuery: "never",
    },
  },
  // Without data it fetches anew, and the hook's own `error` tells of a failure. Some take a key.
  { package: "swr", container: "SWRResponse", members: { mutate: 0 } },
  { package: "swr", container: "SWRInfiniteResponse", members: { mutate: 0, setSize: "never" } },
  { package: "swr", members: { mutate: 1 } },
  // A router tells of a failed navigation itself, by its events and its error handler.
  { package: "next", members: { push: "never", replace: "never", prefetch: "never" } },
  { package: "vue-router", container: "Router", members: { push: "never", replace: "never" } },
  { package: "@angular/router", container: "Router", members: { navigate: "never", navigateByUrl: "never" } },
  // Its callback and its events tell.
  { package: "i18next", members: { init: "never" } },
  // It answers with `false`.
  { package: "fs-extra", members: { pathExists: "never", exists: "never" } },
  { package: "path-exists", members: { pathExists: "never", default: "never" } },
  // What is registered is loaded as the server gets ready, and fails there.
  { package: "fastify", members: { register: "never" } },
  { package: "@nestjs/platform-fastify", members: { register: "never" } },
  // It answers with what it can find out.
  { package: "systeminformation", members: { currentLoad: "rarely", mem: "rarely", cpuTemperature: "rarely", networkStats: "rarely" } },
  // It tells of its errors by an event, and without a store of its own it is a map.
  { package: "keyv", members: { get: "rarely", set: "rarely", delete: "rarely", has: "rarely", clear: "rarely" } },
  // It waits for its connection, and tells of a failed one by an event.
  { package: "agenda", members: { start: "rarely" } },
  { package: "@mikro-orm/core", members: { isConnected: "never", checkConnection: "never" } },
  // It goes on trying by itself.
  { package: "eris", members: { connect: "rarely" } },
  // A request that it cannot deal with it answers itself; what is left is using a transport twice.
  { package: "@modelcontextprotocol/sdk", members: { connect: "rarely", start: "rarely", handleRequest: "rarely", handlePostMessage: "rarely" } },
  // It rejects where more is asked for than it will ever hold.
  { package: "limiter", members: { removeTokens: "never" } },
  // The type that is asked of it may be a promise; what it gives is none.
  { package: "mongoose", members: { toObject: "never", toJSON: "never" } },
  // It is asked for once.
  { package: "matrix-bot-sdk", members: { getUserId: "rarely" } },
  // It resolves with its error.
  { package: "mysql2", container: "Connection", members: { end: "never" } },
  // A dialog ends in an answer or in none.
  {
    package: "vscode",
    members: { showInformationMessage: "never", showWarningMessage: "never", showErrorMessage: "never" },
  },
];

/** How what a library's function hands back settles; undefined where it can reject like any other. */
export function settlingOf(origin: Origin): Settling | undefined {
  for (const entry of entries) {
    if (entry.package !== origin.package) continue;
    if (entry.module !== undefined && entry.module !== origin.module) continue;
    if (entry.container !== undefined && entry.container !== origin.container) continue;
    if (entry.module === "test" && origin.container === "TestContext") continue;
    if (Object.hasOwn(entry.members, origin.member)) return entry.members[origin.member];
    if (entry.others) return entry.others;
  }
  return endings.test(origin.member) ? "rarely" : undefined;
}

/** What ends a connection, a client, a server or an iteration. */
const endings = /^(close|closed|end|quit|disconnect|destroy|dispose|release|shutdown|terminate|abort|return)(Async)?$/;
