/** The libraries that fixes write with, in the versions that are written for, and the code that the fixes are made in. */
import type { Intent } from "../../../rules/intents/intent.ts";

/** No library here keeps the last good answer: what falls back is tested where it is offered. */
export type Kind = Exclude<Intent["kind"], "fall back">;

export interface Subject {
  readonly name: string;
  /** The folder that holds what the project depends on, a version behind its name; none for the standard wrappers. */
  readonly from?: string;
  readonly style: Style;
  /** What the title of a fix says of where it comes from. */
  readonly title: string;
  /** The files that it is tried in. */
  readonly codes: readonly (keyof typeof codes)[];
}

type Style = "ts" | "mjs" | "cjs";

const axiosAndFetch = ["retry.axios", "retry.fetch"] as const;
const boundAndRetry = ["bound.minio", ...axiosAndFetch] as const;
const undici = ["retry.request", "retry.undici"] as const;
const all = ["bound.minio", ...axiosAndFetch, "break.axios", "limit.axios"] as const;

export const subjects: readonly Subject[] = [
  { name: "cockatiel 4", from: "cockatiel", style: "ts", title: "`cockatiel`", codes: all },
  { name: "cockatiel 3", from: "cockatiel-3", style: "ts", title: "`cockatiel`", codes: all },
  { name: "cockatiel 3, required", from: "cockatiel-3", style: "cjs", title: "`cockatiel`", codes: all },
  { name: "p-timeout 8", from: "p-timeout", style: "ts", title: "`pTimeout`", codes: ["bound.minio"] },
  { name: "p-timeout 6", from: "p-timeout-6", style: "mjs", title: "`pTimeout`", codes: ["bound.minio"] },
  { name: "p-retry 9", from: "p-retry", style: "ts", title: "`pRetry`", codes: axiosAndFetch },
  { name: "p-retry 5", from: "p-retry-5", style: "ts", title: "`pRetry`", codes: axiosAndFetch },
  { name: "opossum 10", from: "opossum", style: "mjs", title: "`opossum`", codes: ["break.axios"] },
  { name: "opossum 6, required", from: "opossum-6", style: "cjs", title: "`opossum`", codes: ["break.axios"] },
  { name: "p-limit 7", from: "p-limit", style: "ts", title: "`pLimit`", codes: ["limit.axios"] },
  { name: "p-limit 4", from: "p-limit-4", style: "mjs", title: "`pLimit`", codes: ["limit.axios"] },
  { name: "Effect 4", from: "effect", style: "ts", title: "`Effect`", codes: boundAndRetry },
  { name: "Effect 3", from: "effect-3", style: "ts", title: "`Effect`", codes: boundAndRetry },
  { name: "Effect 3, required", from: "effect-3", style: "cjs", title: "`Effect`", codes: boundAndRetry },
  { name: "undici 8", from: "undici-8", style: "ts", title: "undici's `retry`", codes: undici },
  { name: "undici 8, required", from: "undici-8", style: "cjs", title: "undici's `retry`", codes: undici },
  { name: "the standard wrappers", style: "ts", title: ", added as resilience/", codes: all },
  { name: "the standard wrappers in JavaScript", style: "mjs", title: ", added as resilience/", codes: all },
  { name: "the standard wrappers, required", style: "cjs", title: ", added as resilience/", codes: all },
];

const axios = `import axios from "axios";

export async function call(url: string) {
  const { data } = await axios.get(url);
  return data;
}
`;

/** Each tells a failure by a status or a code in what it throws. */
export const codes = {
  "bound.minio": `import { Client } from "minio";

export function call(url: string) {
  const { hostname, port } = new URL(url);
  const key = { accessKey: "key", secretKey: "secret" };
  const store = new Client({ endPoint: hostname, port: Number(port), useSSL: false, region: "here", ...key });
  return store.statObject("bucket", "name");
}
`,
  "retry.axios": axios,
  "retry.fetch": `export async function call(url: string) {
  const response = await fetch(url);
  return response.text();
}
`,
  "retry.request": `import { request } from "undici";

export async function call(url: string) {
  const { statusCode, body } = await request(url);
  const text = await body.text();
  if (statusCode !== 200) throw new Error(\`status \${statusCode}\`);
  return text;
}
`,
  "retry.undici": `import { fetch } from "undici";

export async function call(url: string) {
  const response = await fetch(url, { headers: { accept: "text/plain" } });
  if (response.status !== 200) throw new Error(\`status \${response.status}\`);
  return response.text();
}
`,
  "break.axios": axios,
  "limit.axios": axios,
} as const;

export function kindOf(code: string): Kind {
  return code.slice(0, code.indexOf(".")) as Kind;
}

/** The code as a file of that style holds it. */
export function written(code: keyof typeof codes, style: Style): string {
  const text: string = codes[code];
  if (style === "ts") return text;
  const script = text.replace("(url: string)", "(url)");
  if (style === "mjs") return script;
  const required = script.replace(/^import (.+) from (".+");$/m, "const $1 = require($2);");
  return required.replace(/^export /m, "exports.call = call;\n\n");
}
