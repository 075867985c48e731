/** Pieces of a service as people write them, for code that nobody wrote. */
import type { Random } from "./random.ts";

/** What a piece can call: names that stand for `(key: string) => Promise<string>`. */
export interface Scope {
  readonly random: Random;
  readonly loaders: readonly string[];
  /** The class of its failures: `new (code: string, message: string, options?: ErrorOptions)`. */
  readonly error: string;
}

type Piece = (name: string, scope: Scope) => string;

/** One or several declarations, all named after `name` so that pieces never collide. They compile without errors. */
export function piece(name: string, scope: Scope): readonly string[] {
  return scope.random.pick(pieces)(name, scope).split("\n");
}

/** A call in a statement of its own: mostly awaited, now and then left to float. */
function call({ random, loaders }: Scope, argument: string): string {
  const loader = random.pick(loaders);
  const way = random.next();
  if (way < 0.06) return `${loader}(${argument});`;
  if (way < 0.09) return `void ${loader}(${argument});`;
  if (way < 0.15) return `${loader}(${argument}).catch((error: unknown) => console.error("failed", error));`;
  return `await ${loader}(${argument});`;
}

const request: Piece = (name, scope) => `
export interface ${name}Answer {
  readonly id: string;
  readonly amount: number;
  readonly tags: readonly string[];
}

export async function ${name}Request(base: string, id: string): Promise<${name}Answer> {
  const response = await fetch(\`\${base}/${name}/\${encodeURIComponent(id)}\`${scope.random.chance(0.4) ? ", { signal: AbortSignal.timeout(5_000) }" : ""});
  if (!response.ok) throw new ${scope.random.chance(0.3) ? "Error(" : `${scope.error}("${name}_FAILED", `}\`${name} answered \${response.status}\`);
  const body = (await response.json()) as ${name}Answer;
  ${call(scope, "body.id")}
  return { ...body, amount: Math.round(body.amount * 100) / 100 };
}`;

const guarded: Piece = (name, scope) => `
export async function ${name}OrUndefined(id: string): Promise<string | undefined> {
  try {
    const found = await ${scope.random.pick(scope.loaders)}(id);
    ${call(scope, "found")}
    return found.trim() || undefined;
  } catch (error) {
    console.warn("${name} is missing", id, error);
    return undefined;
  }
}`;

const store: Piece = (name, scope) => `
export class ${name}Store {
  readonly #entries = new Map<string, { readonly value: string; readonly until: number }>();
  readonly #lifetime: number;

  constructor(lifetime = ${scope.random.below(90) + 10}_000) {
    this.#lifetime = lifetime;
  }

  async get(key: string): Promise<string> {
    const known = this.#entries.get(key);
    if (known && known.until > Date.now()) return known.value;
    const value = await this.load(key);
    this.#entries.set(key, { value, until: Date.now() + this.#lifetime });
    return value;
  }

  async refresh(keys: readonly string[]): Promise<number> {
    for (const key of keys) {
      this.#entries.delete(key);
      ${call(scope, "key")}
    }
    const values = await Promise.all(keys.map((key) => this.get(key)));
    return values.filter((value) => value !== "").length;
  }

  protected async load(key: string): Promise<string> {
    return ${scope.random.pick(scope.loaders)}(\`${name}:\${key}\`);
  }
}`;

const retry: Piece = (name, scope) => `
export async function ${name}WithRetry(key: string, attempts = ${scope.random.below(4) + 2}): Promise<string> {
  let last: unknown;
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      return await ${scope.random.pick(scope.loaders)}(key);
    } catch (error) {
      last = error;
      await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 100));
    }
  }
  throw new ${scope.error}("${name}_EXHAUSTED", \`gave up on \${key}\`, { cause: last });
}`;

const pure: Piece = (name, scope) => `
export function ${name}Totals(rows: readonly { readonly group: string; readonly amount: number }[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { group, amount } of rows) {
    if (amount < ${scope.random.below(50)}) continue;
    totals[group] = (totals[group] ?? 0) + amount * ${scope.random.below(9) + 1};
  }
  return totals;
}

export const ${name}Names = (totals: Record<string, number>): string[] =>
  Object.entries(totals)
    .filter(([, amount]) => amount > ${scope.random.below(500)})
    .sort(([, a], [, b]) => b - a)
    .map(([group]) => group.toUpperCase());`;

const handler: Piece = (name, scope) => `
const ${name}Listeners = new Set<(event: { readonly type: string; readonly key: string }) => Promise<void>>();

export function on${name}(listener: (event: { readonly type: string; readonly key: string }) => Promise<void>): () => void {
  ${name}Listeners.add(listener);
  return () => ${name}Listeners.delete(listener);
}

export async function emit${name}(type: string, key: string): Promise<void> {
  switch (type) {
    case "created":
      ${call(scope, "key")}
      break;
    case "removed":
      ${call(scope, "key")}
      break;
    default:
      throw new ${scope.error}("${name}_UNKNOWN", \`no event \${type}\`);
  }
  await Promise.all([...${name}Listeners].map((listener) => listener({ type, key })));
}`;

const parse: Piece = (name, scope) => `
export function ${name}Settings(text: string): { readonly retries: number; readonly hosts: readonly string[] } {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null) throw new ${scope.error}("${name}_SETTINGS", "settings are no object");
  const { retries = ${scope.random.below(5)}, hosts = [] } = value as { retries?: number; hosts?: string[] };
  return { retries: Math.max(0, retries), hosts: hosts.filter((host) => host.includes(".")) };
}`;

const pieces: readonly Piece[] = [request, guarded, guarded, store, retry, pure, pure, handler, parse];
