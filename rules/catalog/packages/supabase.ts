import type { ClientMaker, Entry, Waits } from "../entry.ts";

const waits: Waits = { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" };
const waitsInBrowser: Waits = { limit: 300_000, words: "waits until the browser gives up, which takes minutes" };

const clients: readonly ClientMaker[] = [
  { members: ["createClient"], options: [2], bounds: { "db.timeout": "part", "global.fetch": "opaque" } },
  {
    members: ["from", "schema"],
    containers: ["SupabaseClient", "PostgrestClient"],
    options: [],
    bounds: {},
    inherits: true,
  },
];

/**
 * Version 2.109: the 5 minutes of Node's `fetch`. `abortSignal` ends a query in all, which was seen; `db.timeout` of a
 * client only its headers. Nothing rejects: a failure resolves with an `error`. A read is tried 3 more times.
 */
const queries: Entry = {
  package: "@supabase/postgrest-js",
  also: ["@supabase/supabase-js"],
  service: "database",
  operations: [
    { members: ["select"], containers: ["PostgrestQueryBuilder"], options: [], idempotent: true },
    { members: ["insert", "upsert", "update", "delete"], containers: ["PostgrestQueryBuilder"], options: [] },
    { members: ["rpc"], containers: ["SupabaseClient", "PostgrestClient"], options: [] },
  ],
  waits,
  waitsInBrowser,
  bounds: {},
  links: { abortSignal: "signal" },
  clients,
  remedy: { link: "abortSignal", writes: "signal" },
  throwsOnStatus: false,
};

/** Its functions take a time and a signal, which were seen to end a call. */
const functions: Entry = {
  package: "@supabase/functions-js",
  also: ["@supabase/supabase-js"],
  service: "http",
  operations: [{ members: ["invoke"], containers: ["FunctionsClient"], options: [1] }],
  waits,
  waitsInBrowser,
  bounds: { timeout: "milliseconds", signal: "signal" },
  clients: [{ members: ["createClient"], options: [2], bounds: { "global.fetch": "opaque" } }],
  remedy: { option: "timeout", writes: "milliseconds" },
  retries: 0,
  throwsOnStatus: false,
};

/** Accounts and files take neither: a client's `fetch` alone bounds them. */
const others: Entry = {
  package: "@supabase/auth-js",
  also: ["@supabase/storage-js", "@supabase/supabase-js"],
  service: "http",
  operations: [
    {
      members: [
        "signUp", "signInWithPassword", "signInWithOtp", "verifyOtp", "signOut", "refreshSession", "updateUser",
      ],
      options: [],
    },
    { members: ["getUser", "getSession", "getClaims", "listUsers", "getUserById"], options: [], idempotent: true },
    { members: ["upload", "move", "copy", "remove", "createSignedUrl"], containers: ["StorageFileApi"], options: [] },
    { members: ["download", "list", "info", "exists"], containers: ["StorageFileApi"], options: [], idempotent: true },
  ],
  waits,
  waitsInBrowser,
  bounds: {},
  throwsOnStatus: false,
};

export default [queries, functions, others];
