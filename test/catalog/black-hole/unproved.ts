/** What is not proved, and why: packages of the catalog that cannot be called on a server of our own, or not from here. */
export const unproved: Readonly<Record<string, string>> = {
  "@confluentinc/kafka-javascript": "its library has to be compiled, and no scripts run here",
  "@prisma/adapter-pg": "the client over it is generated into each project",
  "@prisma/client": "its client is generated into each project",
  agenda: "its backends are packages of their own",
  "better-sqlite3": "no network",
  cron: "no network",
  "node-cron": "no network",
  execa: "its newest version does not load on every Node that this runs on",
  jsonwebtoken: "no network",
  langchain: "not installed, for not all that it depends on can be",
  "node:dns": "asks the system's resolver, or a name server over UDP",
  "node:dgram": "no operations: its sockets only emit events",
  "node:fs": "no network",
  "node:timers": "no network",
  "node:worker_threads": "no network",
  "node:zlib": "no network",
  "node-schedule": "no network",
  sqlite3: "no network",
  zookeeper: "its addon has to be compiled, and no scripts run here",
};

/** Packages that are parts of others, and are proved through those. */
export const parts: Readonly<Record<string, string>> = {
  "@firebase/database-types": "firebase-admin",
  "@google-cloud/firestore": "firebase-admin",
  "@mikro-orm/core": "@mikro-orm/postgresql",
  "@supabase/auth-js": "@supabase/supabase-js",
  "@supabase/functions-js": "@supabase/supabase-js",
  "@supabase/postgrest-js": "@supabase/supabase-js",
};
