/** Promises that nobody waits for: the service resets the connection, and somebody is told who can do something about it. */
import type { Proof } from "../proof.ts";

const save = `
async function save() {
  await fetch(\`\${process.argv[2]}/resets\`, { method: "POST" });
}
`;

const isAllowed = `
async function isAllowed(user) {
  const { answer } = await (await fetch(\`\${process.argv[2]}/answers\`)).json();
  return answer === user;
}
`;

const floating: readonly Omit<Proof, "rule">[] = [
  {
    name: "a call whose caller has a catch",
    fix: "Await it",
    code: `async function buy() {
  save();
  console.log("bought");
}

await buy().catch(() => console.log("not bought"));
${save}`,
    before: "1 bought | TypeError: fetch failed",
    after: "0 not bought",
  },
  {
    name: "an array of calls",
    fix: "Await it",
    code: `/** @param {string[]} things */
async function buyAll(things) {
  things.map((thing) => save(thing));
  console.log("bought");
}

await buyAll(["a", "b"]).catch(() => console.log("not bought"));
${save}`,
    before: "1 bought | TypeError: fetch failed",
    after: "0 not bought",
  },
  {
    name: "an array that is awaited",
    fix: "Await `Promise.all` of them",
    code: `/** @param {string[]} things */
async function buyAll(things) {
  await things.map((thing) => save(thing));
  console.log("bought");
}

await buyAll(["a", "b"]).catch(() => console.log("not bought"));
${save}`,
    before: "1 bought | TypeError: fetch failed",
    after: "0 not bought",
  },
  {
    name: "a function whose callers can all wait",
    fix: "Await it, make `keep` async, and wait at its call",
    code: `function keep() {
  save();
}

async function buy() {
  keep();
  console.log("bought");
}

await buy().catch(() => console.log("not bought"));
${save}`,
    before: "1 bought | TypeError: fetch failed",
    after: "0 not bought",
  },
  {
    name: "the last statement of a callback given to then",
    fix: "Return it",
    code: `function buy() {
  return Promise.resolve().then(() => {
    save();
  });
}

await buy().then(() => console.log("bought"), () => console.log("not bought"));
${save}`,
    before: "1 bought | TypeError: fetch failed",
    after: "0 not bought",
  },
  {
    name: "a call that nobody is to wait for",
    fix: "Report its failure with `console.error`",
    code: `function buy() {
  save();
  console.log("bought");
}

buy();
process.on("beforeExit", () => console.log("goes on"));
${save}`,
    before: "1 bought | TypeError: fetch failed",
    after: "0 bought, goes on | TypeError: fetch failed",
  },
];

const unawaited: readonly Omit<Proof, "rule">[] = [
  {
    name: "a promise that is kept",
    fix: "Await it",
    code: `async function buy() {
  const saving = save();
  console.log("bought");
}

await buy().catch(() => console.log("not bought"));
${save}`,
    before: "1 bought | TypeError: fetch failed",
    after: "0 not bought",
  },
  {
    name: "a promise that is kept, and that nobody is to wait for",
    fix: "Report its failure with `console.error`",
    code: `async function buy() {
  const saving = save();
  console.log("bought");
}

await buy();
process.on("beforeExit", () => console.log("goes on"));
${save}`,
    before: "1 bought | TypeError: fetch failed",
    after: "0 bought, goes on | TypeError: fetch failed",
  },
  {
    name: "a promise as a value",
    fix: "Await it",
    code: `async function remove(user) {
  const allowed = isAllowed(user);
  console.log(allowed ? "removed" : "refused");
}

await remove("somebody");
${isAllowed}`,
    before: "0 removed",
    after: "0 refused",
  },
  {
    name: "a promise as a condition",
    fix: "Await it",
    code: `async function remove(user) {
  if (isAllowed(user)) console.log("removed");
  else console.log("refused");
}

await remove("somebody");
${isAllowed}`,
    before: "0 removed",
    after: "0 refused",
  },
  {
    name: "an early return",
    fix: "Await it at once",
    code: `async function prices(currency) {
  const loading = fetch(\`\${process.argv[2]}/resets\`);
  if (currency === "") return "no currency";
  return (await loading).json();
}

console.log(await prices("").catch(() => "no prices"));
process.on("beforeExit", () => console.log("goes on"));
`,
    before: "1 no currency | TypeError: fetch failed",
    after: "0 no prices, goes on",
  },
];

/** The first is answered when the second has failed long since. */
const get = `
const get = (path) => fetch(\`\${process.argv[2]}/\${path}\`);
`;

const late: readonly Omit<Proof, "rule">[] = [
  {
    name: "two that are awaited where they are used",
    fix: "Join them with `Promise.all`",
    code: `${get}
async function page() {
  const user = get("late");
  const orders = get("resets");
  return { user: await user, orders: await orders };
}

await page().catch(() => console.log("no page"));
await get("now");
`,
    before: "1 | TypeError: fetch failed",
    after: "0 no page",
  },
  {
    name: "two that are awaited one after the other",
    fix: "Join them with `Promise.all`",
    code: `${get}
async function both() {
  const user = get("late");
  const orders = get("resets");
  await user;
  await orders;
}

await both().catch(() => console.log("not both"));
await get("now");
`,
    before: "1 | TypeError: fetch failed",
    after: "0 not both",
  },
  {
    name: "a list that is awaited in a loop",
    fix: "Join them with `Promise.all`",
    code: `${get}
/** @param {string[]} paths */
async function all(paths) {
  const statuses = [];
  const responses = paths.map((path) => get(path));
  for (const response of responses) {
    statuses.push((await response).status);
  }
  return statuses;
}

await all(["late", "resets"]).catch(() => console.log("not all"));
await get("now");
`,
    before: "1 | TypeError: fetch failed",
    after: "0 not all",
  },
];

const returned: readonly Omit<Proof, "rule">[] = [
  {
    name: "a fallback",
    fix: "Await it before it is returned",
    code: `async function rate() {
  try {
    return load();
  } catch {
    return "yesterday's";
  }
}

console.log(await rate());

async function load() {
  return (await fetch(\`\${process.argv[2]}/resets\`)).text();
}
`,
    before: "1 | TypeError: fetch failed",
    after: "0 yesterday's",
  },
  {
    name: "a resource that is closed",
    fix: "Await it before it is returned",
    code: `const connect = async () => ({
  isOpen: true,
  async query(table) {
    await fetch(\`\${process.argv[2]}/answers\`);
    return this.isOpen ? table : "closed";
  },
  release() {
    this.isOpen = false;
  },
});

async function users() {
  const connection = await connect();
  try {
    return connection.query("users");
  } finally {
    connection.release();
  }
}

console.log(await users());
`,
    before: "0 closed",
    after: "0 users",
  },
];

const uncovered: readonly Omit<Proof, "rule">[] = [
  {
    name: "an answer that is no JSON",
    fix: "Attach the handler behind the callback",
    code: `await fetch(\`\${process.argv[2]}/fails\`).then(
  async (response) => console.log(await response.json()),
  (error) => console.error("no rates:", error),
);
console.log("goes on");
`,
    before: "1 | SyntaxError: Unexpected token '<'",
    after: "0 goes on | SyntaxError: Unexpected token '<'",
  },
];

export const promises: readonly Proof[] = [
  ...floating.map((each) => ({ ...each, rule: "floating-promise" })),
  ...unawaited.map((each) => ({ ...each, rule: "unawaited-promise" })),
  ...late.map((each) => ({ ...each, rule: "late-handler" })),
  ...returned.map((each) => ({ ...each, rule: "returned-in-try" })),
  ...uncovered.map((each) => ({ ...each, rule: "uncovered-handler" })),
];
