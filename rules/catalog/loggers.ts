/**
 * Loggers: by which types they are known, what makes and what holds them, and how they take an error.
 *
 * Each order was seen by running the package: the error is written with its stack, and with the words. `debug` is left out,
 * for it is silent unless somebody asks, and so are loggers that take no error as it is (roarr, @google-cloud/logging).
 */
import type { Origin } from "../../core/callee.ts";

/** An argument: the error, the same under a cast because the parameter takes nothing else, an object that holds it, or words. */
export type Part = "error" | "cast error" | "fields" | "words";

/** Names of one package, and others that declare the same names. */
interface Declared {
  readonly package: string;
  readonly also?: readonly string[];
}

interface Logger extends Declared {
  /** The types, classes and ready-made values that are such loggers. */
  readonly types: readonly string[];
  /** The functions, and the methods of loggers, that make one. */
  readonly makers?: readonly string[];
  /** What its `error` is given. */
  readonly order: readonly Part[];
}

const errorFirst: readonly Part[] = ["error", "words"];
const wordsFirst: readonly Part[] = ["words", "error"];

const loggers: readonly Logger[] = [
  { package: "pino", types: ["Logger", "BaseLogger"], makers: ["default", "pino", "child"], order: errorFirst },
  { package: "bunyan", types: ["Logger"], makers: ["createLogger", "child"], order: errorFirst },
  { package: "fastify", types: ["FastifyBaseLogger", "FastifyLoggerInstance"], makers: ["child"], order: errorFirst },
  { package: "nestjs-pino", types: ["PinoLogger"], order: errorFirst },
  // What is given last it takes for the name of a context.
  { package: "nestjs-pino", types: ["Logger"], order: ["error"] },
  // Words first are lost with the error where a Pino stands behind it.
  { package: "@nestjs/common", types: ["Logger", "LoggerService", "ConsoleLogger"], order: errorFirst },
  { package: "winston", types: ["Logger"], makers: ["createLogger", "child"], order: wordsFirst },
  { package: "log4js", types: ["Logger"], makers: ["getLogger"], order: wordsFirst },
  { package: "loglevel", types: ["Logger", "RootLogger", "log"], makers: ["getLogger"], order: wordsFirst },
  {
    package: "consola",
    types: ["Consola", "ConsolaInstance", "consola"],
    makers: ["createConsola", "create", "withTag", "withDefaults"],
    order: wordsFirst,
  },
  { package: "tslog", types: ["Logger"], makers: ["getSubLogger", "child"], order: wordsFirst },
  { package: "signale", types: ["Signale", "SignaleBase", "signale"], makers: ["scope"], order: wordsFirst },
  { package: "electron-log", types: ["Logger", "MainLogger", "RendererLogger", "NodeLogger"], makers: ["create"], order: wordsFirst },
  { package: "@slack/logger", types: ["Logger", "ConsoleLogger"], order: wordsFirst },
];

/** Types that have a logger. */
interface Holder extends Declared {
  readonly types: readonly string[];
  readonly makers?: readonly string[];
  readonly member: string;
  readonly order: readonly Part[];
  /** They have it where the program uses this package. */
  readonly with?: string;
}

const holders: readonly Holder[] = [
  {
    package: "fastify",
    types: ["FastifyInstance", "FastifyRequest", "FastifyReply"],
    makers: ["default", "fastify", "Fastify"],
    member: "log",
    order: errorFirst,
  },
  { package: "probot", types: ["Context", "Probot"], member: "log", order: errorFirst },
  {
    package: "express",
    also: ["express-serve-static-core", "node"],
    types: ["Request", "IncomingMessage"],
    member: "log",
    order: errorFirst,
    with: "pino-http",
  },
];

/** Methods that hand a callback something of a type of theirs, by the position of its parameter. */
interface Giver extends Declared {
  readonly members: readonly string[];
  readonly parameters: readonly string[];
}

const routes = ["get", "post", "put", "patch", "delete", "head", "options", "all"];

const givers: readonly Giver[] = [
  { package: "fastify", members: [...routes, "route"], parameters: ["FastifyRequest", "FastifyReply"] },
  { package: "fastify", members: ["register"], parameters: ["FastifyInstance"] },
  { package: "express", also: ["express-serve-static-core"], members: routes, parameters: ["Request"] },
  { package: "probot", members: ["on"], parameters: ["Context"] },
];

/** What reports errors and nothing else: by the package that is imported, and the name of what it exports. */
interface Tracker extends Declared {
  readonly method: string;
  /** It is a method of what the package exports by default, and takes an `Error` alone. */
  readonly part: Part;
}

const trackers: readonly Tracker[] = [
  { package: "@sentry/*", method: "captureException", part: "error" },
  { package: "@bugsnag/js", method: "notify", part: "cast error" },
  { package: "@honeybadger-io/js", method: "notify", part: "cast error" },
];

/** A type, a class or a value of a library. */
export interface LibraryName {
  readonly package: string;
  readonly name: string;
}

export function loggerOrder({ package: from, name }: LibraryName): readonly Part[] | undefined {
  return loggers.find((each) => declares(each, from) && each.types.includes(name))?.order;
}

/** The logger that a thing of a library has. */
export function heldLogger({ package: from, name }: LibraryName, used: ReadonlySet<string>): Holder | undefined {
  return holders.find((each) => declares(each, from) && each.types.includes(name) && (!each.with || used.has(each.with)));
}

/** What calling a function of a library gives, where that is a logger or holds one. */
export function madeBy({ package: from, member }: Origin): LibraryName | undefined {
  const made = [...loggers, ...holders].find((each) => declares(each, from) && [...each.types, ...(each.makers ?? [])].includes(member));
  return made && { package: from, name: made.types.includes(member) ? member : (made.types[0] as string) };
}

/** What a callback is given by a function of a library. */
export function givenBy({ package: from, member }: Origin, parameter: number): LibraryName | undefined {
  const giver = givers.find((each) => declares(each, from) && each.members.includes(member));
  const name = giver?.parameters[parameter];
  return name === undefined ? undefined : { package: from, name };
}

export function trackerOf(imported: string): Tracker | undefined {
  return trackers.find((each) => declares(each, imported));
}

/** Packages that make, hold or give loggers: what comes from them is looked at under any name. */
export function knowsLoggers(name: string): boolean {
  return [...loggers, ...holders].some((each) => declares(each, name));
}

function declares({ package: own, also }: Declared, name: string): boolean {
  if (own.endsWith("*")) return name.startsWith(own.slice(0, -1));
  return own === name || (also?.includes(name) ?? false);
}
