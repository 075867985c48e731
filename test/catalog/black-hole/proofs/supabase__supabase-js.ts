import { type Proof, headers, likeFetch, load, signal, soon, total } from "../proof.ts";

const { createClient } = load("@supabase/supabase-js");
// Node has a WebSocket of its own since version 22 alone.
const open = (url: string, options: object = {}) =>
  createClient(url, "key", { realtime: { transport: load("ws") }, ...options });
// It never rejects, unless it is asked to.
const failed = /^resolved .*"error":\{/;

const proof: Proof = {
  package: "@supabase/supabase-js",
  remedy: ".abortSignal",
  ways: {
    insert: likeFetch(({ url }) => open(url).from("t").insert({}), failed),
    rpc: likeFetch(({ url }) => open(url).rpc("f"), failed),
    "functions.invoke": likeFetch(({ url }) => open(url).functions.invoke("f"), failed),
    "auth.signInWithPassword": likeFetch(
      ({ url }) => open(url).auth.signInWithPassword({ email: "a@example.com", password: "?" }),
      failed,
    ),
    ".abortSignal": total(({ url }) => open(url).from("t").insert({}).abortSignal(signal()), failed),
    ".abortSignal of a select": total(({ url }) => open(url).from("t").select().abortSignal(signal()).single(), failed),
    ".throwOnError": total(({ url }) => open(url).from("t").insert({}).abortSignal(signal()).throwOnError()),
    "db.timeout": headers(
      ({ url }) =>
        open(url, { db: { timeout: soon } })
          .from("t")
          .insert({}),
      failed,
    ),
    "timeout of functions.invoke": total(({ url }) => open(url).functions.invoke("f", { timeout: soon }), failed),
    "signal of functions.invoke": total(({ url }) => open(url).functions.invoke("f", { signal: signal() }), failed),
  },
};

export default proof;
