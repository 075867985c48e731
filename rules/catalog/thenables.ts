/** Values with a `then` that are no promises: what dropping one means. */

export interface Thenable {
  /** The npm package whose types declare it. */
  readonly package: string;
  /**
   * `lazy`: it does nothing until it is awaited, so that a dropped one never runs.
   * `queued`: its library runs it and reports its failure, awaited or not.
   */
  readonly kind: "lazy" | "queued";
  /** What it is called when spoken of. */
  readonly name: string;
  /** The names of the types that are meant; absent where all of the package's are. */
  readonly types?: RegExp;
}

const thenables: readonly Thenable[] = [
  { package: "knex", kind: "lazy", name: "Knex query" },
  { package: "objection", kind: "lazy", name: "Objection query" },
  { package: "mongoose", kind: "lazy", name: "Mongoose query", types: /Query|Aggregate/ },
  { package: "drizzle-orm", kind: "lazy", name: "Drizzle query" },
  { package: "kysely", kind: "lazy", name: "Kysely query" },
  { package: "@mikro-orm/knex", kind: "lazy", name: "MikroORM query" },
  { package: "@mikro-orm/sql", kind: "lazy", name: "MikroORM query" },
  { package: "postgres", kind: "lazy", name: "postgres.js query" },
  { package: "@supabase/postgrest-js", kind: "lazy", name: "Supabase query" },
  { package: "@supabase/supabase-js", kind: "lazy", name: "Supabase query" },
  { package: "superagent", kind: "lazy", name: "superagent request" },
  { package: "supertest", kind: "lazy", name: "supertest request" },
  { package: "fastify", kind: "queued", name: "Fastify reply" },
  { package: "cypress", kind: "queued", name: "Cypress command" },
];

/** Prisma's types are generated into the project, so their names must tell. */
const prisma: Thenable = { package: "@prisma/client", kind: "lazy", name: "Prisma query" };

/** By the name of a type and the package that declares it. */
export function thenableOf(name: string, from: string): Thenable | undefined {
  if (name === "Promise") return undefined;
  if (/^Prisma(Promise$|__\w+Client$)/.test(name)) return prisma;
  return thenables.find(({ package: own, types }) => own === from && (types?.test(name) ?? true));
}
