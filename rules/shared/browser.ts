/** Where code runs: what becomes of a rejection that nobody handles depends on it. */
import type { Questions } from "../../core/context.ts";
import type { Node } from "../../core/ts.ts";
import { perFile } from "./per-file.ts";

/** `either` where the program has a page and the file does not say which side of it it is on. */
export type Runtime = "node" | "page" | "either";

/** What has their prefix, bundlers write into the code of pages. */
const bundled = "(NEXT_)?PUBLIC_|REACT_APP_|EXPO_PUBLIC_|VITE_|GATSBY_";
const usesNode = /\b(from\s*|require\()["'](node:|(jsdom|linkedom)["'])|\bprocess\.(on|once|exit|argv|cwd)\b/;
/** What only servers import, but for its types. */
const served =
  "express|fastify|koa|@nestjs/(common|core)|discord\\.js|@discordjs/[\\w-]+|telegraf|grammy|pg|mysql2?(/promise)?|mongodb|mongoose|ioredis|redis|amqplib|kafkajs|bull|bullmq|knex|nodemailer";
const importsServer = new RegExp(`\\bimport\\s+(?!type\\b)[^;"'()]*?\\bfrom\\s*["'](${served})["']|\\brequire\\(["'](${served})["']\\)`);
/** What components use as well that are rendered on both sides. */
const mentionsNode = new RegExp(`\\bprocess\\.env(?!\\.(${bundled}))\\b|\\bBuffer\\.from\\b`);
const ofPage =
  /\b(window|localStorage|sessionStorage|document)\.(add|remove|query|get|set|create|body|cookie|location)|\.(preventDefault|stopPropagation)\(\)|\bHTML\w*Element\b|\bFileReader\b|\bnew (AudioContext|Audio|Notification)\(|\bnavigator\.(serviceWorker|clipboard|geolocation|mediaDevices)\b|\bdocument\.(has|active)|\bRTC(PeerConnection|DataChannel|SessionDescription|IceCandidate)\b/;
const ofWorker = /\bself\.(addEventListener|clients|registration|skipWaiting)\b/;
const ofExtension = /\b(chrome|browser)\.(runtime|tabs|storage|action|contextMenus|scripting|commands|alarms|webRequest)\./;
const importsPage = /\bfrom\s*["'](react(-dom)?|vue|vue-router|snabbdom|@angular\/(core|router))["']/;
/** `const { data } = useOrders()`: hooks run where components do. */
const usesHook = /=\s*use[A-Z]\w*(<[^()]*>)?\(/;
const extendsComponent = /\bextends\s+(React\.)?(Pure)?Component\b/;
const isComponent = /\.[jt]sx$/;
/** Folders whose code no page gets. */
const ofServer = /(^|\/)(server|backend|migrations)\//;
const ofFrontend = /(^|\/)frontend\//;
/** Where a program has a page as well, these are of it. */
const ofPageBeside = /(^|\/)(client|components|hooks|ui)\//;
/** What is only of use in a page. */
const ofPages = ["react", "vue", "svelte", "@angular/core", "solid-js", "preact", "idb", "idb-keyval", "localforage"];

const isOfNode = perFile(({ text }) => usesNode.test(text) || importsServer.test(text));
const hasHook = perFile(({ text }) => usesHook.test(text));

const saysOfItself = perFile(({ fileName, text }): Runtime | undefined => {
  const importsIt = importsPage.test(text);
  const isOfComponents = importsIt && (isComponent.test(fileName) || usesHook.test(text) || extendsComponent.test(text));
  if (mentionsNode.test(text) && !isOfComponents) return "node";
  return isComponent.test(fileName) || importsIt || [ofPage, ofWorker, ofExtension].some((each) => each.test(text)) ? "page" : undefined;
});

export function runtimeOf(node: Node, ctx: Questions): Runtime {
  const sourceFile = node.getSourceFile();
  if (isOfNode(sourceFile)) return "node";
  const used = ctx.packagesUsed(sourceFile.fileName);
  // An app on a phone is a page in all that matters here.
  if (used.has("react-native")) return "page";
  const said = saysOfItself(sourceFile);
  if (said) return said;
  if (ofServer.test(ctx.relativePath(node))) return "node";
  if (ofFrontend.test(ctx.relativePath(node))) return "page";
  if (!ofPages.some((name) => used.has(name))) return "node";
  return hasHook(sourceFile) || ofPageBeside.test(ctx.relativePath(node)) ? "page" : "either";
}

export function runsInBrowser(node: Node, ctx: Questions): boolean {
  return runtimeOf(node, ctx) === "page";
}
