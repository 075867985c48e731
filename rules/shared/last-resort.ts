/** Who hears of a rejection that nobody handles: a listener of the program's own, or of a service that it reports to. */
import type { RuleContext } from "../../core/context.ts";
import { folderOf, isUnder } from "../../core/project/paths.ts";
import type { Survey } from "../../core/survey.ts";
import type { Node } from "../../core/ts.ts";
import { isTest, isWatched } from "./paths.ts";

interface Listens {
  readonly unhandledRejection: boolean;
  readonly uncaughtException: boolean;
  readonly inPage: boolean;
}

interface LastResort extends Omit<Listens, "unhandledRejection"> {
  /** What hears of a rejection in the process; undefined where nothing does, and the process ends. */
  readonly heardBy: "unhandledRejection" | "uncaughtException" | undefined;
  /** Its main process warns of a rejection, shows an exception in a box, and goes on. */
  readonly inElectron: boolean;
}

const listens = "\\s*\\.\\s*(?:on|once|addListener|prependListener)\\(\\s*";
/** The process, or what a listener was added to before: an application's own emitter hears of neither. */
const ofIts = `(?:\\b(?:process|proc)|\\))${listens}`;
/** Which event it is may stand elsewhere. */
const ofAny = new RegExp(`\\bprocess${listens}[A-Za-z_$][\\w.$]*\\s*,`);
const ofProcess = new RegExp(`${ofIts}["'\`]unhandledRejection`);
const ofException = new RegExp(`${ofIts}["'\`]uncaughtException["'\`]`);
const ofPage = /\baddEventListener\(\s*["'`]unhandledrejection|\bonunhandledrejection\s*=[^=]/;
/** Sentry listens for both of its own accord. */
const started = /\binit\(/;
const inNode = /["']@sentry\/(node|node-core|bun|nestjs|nextjs|remix|sveltekit|astro|nuxt|aws-serverless|google-cloud-serverless|electron)\b/;
const inBrowser = /["']@sentry\/(browser|react|vue|angular|svelte|solid|solidstart|nextjs|remix|sveltekit|astro|nuxt|gatsby|ember|electron)\b/;

interface Service {
  readonly imported: RegExp;
  /** Where it says this, it listens for rejections, */
  readonly rejections: RegExp;
  /** and where it says this, for exceptions, without ending the process. */
  readonly exceptions?: RegExp;
  readonly inPage?: true;
}

/** Services that are told of failures, as read in their own code. Honeybadger and Airbrake end the process themselves. */
const services: readonly Service[] = [
  {
    imported: /["']rollbar["']/,
    rejections: /\b(capture|handle)UnhandledRejections\s*:\s*true\b/,
    exceptions: /\b(captureUncaught|handleUncaughtExceptions)\s*:\s*true\b/,
  },
  { imported: /["']@bugsnag\/(js|node)["']/, rejections: /\bstart\(/, inPage: true },
  { imported: /["']raygun["']/, rejections: /\breportUncaughtExceptions\s*:\s*true\b/ },
  { imported: /["']applicationinsights["']/, rejections: /\bstart\(/ },
];

const survey: Survey<Listens, ReadonlyMap<string, Listens>> = {
  of(text, file) {
    if (isTest(file)) return undefined;
    const isStarted = started.test(text);
    const isGeneral = says(ofAny, text) || (isStarted && inNode.test(text));
    const told = services.filter(({ imported }) => imported.test(text));
    const unhandledRejection = isGeneral || says(ofProcess, text) || told.some(({ rejections }) => rejections.test(text));
    const uncaughtException = isGeneral || says(ofException, text) || told.some(({ exceptions }) => exceptions?.test(text));
    const isTold = told.some(({ inPage, rejections }) => inPage && rejections.test(text));
    const inPage = isTold || ofPage.test(text) || (isStarted && inBrowser.test(text));
    return unhandledRejection || inPage || uncaughtException ? { unhandledRejection, uncaughtException, inPage } : undefined;
  },
  merge: (parts) => parts,
};

/** In a line that is no comment. */
function says(pattern: RegExp, text: string): boolean {
  const at = text.search(pattern);
  return at >= 0 && !/^\s*(\/\/|\*)/.test(text.slice(text.lastIndexOf("\n", at) + 1, at));
}

/** What the program that a node belongs to listens with. */
export function lastResort(node: Node, ctx: RuleContext): LastResort {
  const own = [...ctx.survey(survey)].filter(([file]) => isOfProgram(node, file, ctx)).map(([, each]) => each);
  const some = (kind: keyof Listens) => own.some((each) => each[kind]) || (kind !== "inPage" && isHosted(node, kind, ctx));
  const uncaughtException = some("uncaughtException");
  // What is thrown and not caught goes there, and so do rejections for which nobody listens.
  const heardBy = some("unhandledRejection") ? "unhandledRejection" : uncaughtException ? "uncaughtException" : undefined;
  return { heardBy, uncaughtException, inPage: some("inPage"), inElectron: isInElectron(node, ctx) };
}

export function isInElectron(node: Node, ctx: RuleContext): boolean {
  return ctx.packagesUsed(node.getSourceFile().fileName).has("electron");
}

type Host = "next" | "pm2";

/** The settings of those that run a program in a process of their own. */
const hosts: Survey<Host, ReadonlyMap<string, Host>> = {
  of(text, file) {
    if (/(^|\/)next\.config\.[cm]?[jt]s$/.test(file)) return "next";
    return /(^|\/)(ecosystem|pm2)\.config\.[cm]?js$/.test(file) && startsScript.test(text) ? "pm2" : undefined;
  },
  merge: (parts) => parts,
};
const startsScript = /\bscript\s*:\s*["'`][^"'`]*\.[cm]?[jt]s["'`]/;

/** The server of Next.js, since its version 13, and what pm2 starts a script with log what nobody handles, and go on. */
function isHosted(node: Node, kind: "unhandledRejection" | "uncaughtException", ctx: RuleContext): boolean {
  const { fileName } = node.getSourceFile();
  return [...ctx.survey(hosts)].some(([settings, host]) => {
    if (!isUnder(fileName, folderOf(settings))) return false;
    return host === "pm2" ? kind === "unhandledRejection" : (ctx.majorVersion(fileName, "next") ?? 13) >= 13;
  });
}

/** The file that a program starts with is often not in the configuration that names all others. */
function isOfProgram(node: Node, file: string, ctx: RuleContext): boolean {
  if (ctx.sharesProgram(node, file)) return true;
  const { fileName } = node.getSourceFile();
  return !isWatched(file) && !isWatched(fileName) && ctx.packageFolder(file) === ctx.packageFolder(fileName);
}
