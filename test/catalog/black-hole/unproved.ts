/** What is not proved, and why: packages of the catalog that cannot be called on a server of our own, or not from here. */
export const unproved: Readonly<Record<string, string>> = {
  "@confluentinc/kafka-javascript": "its library has to be compiled, and no scripts run here",
  "@prisma/client": "its client is generated into each project",
  agenda: "its backends are packages of their own",
  "better-sqlite3": "no network",
  cron: "no network",
  "node-cron": "no network",
  "node:dns": "asks the system's resolver, or a name server over UDP",
  "node:fs": "no network",
  "node-schedule": "no network",
  sqlite3: "no network",
  zookeeper: "its addon has to be compiled, and no scripts run here",
};
