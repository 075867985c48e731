import type { Entry } from "../entry.ts";

const facts = {
  package: "playwright-core",
  also: ["playwright", "@playwright/test"],
  service: "rpc",
  bounds: { timeout: "milliseconds", signal: "signal" },
  retries: 0,
  throwsOnStatus: false,
} as const satisfies Partial<Entry>;

/** Version 1.65: connecting to a browser's server has no timeout; seen pending after 45 s. */
const connecting: Entry = {
  ...facts,
  operations: [{ members: ["connect"], containers: ["BrowserType"], options: [0, 1], target: 0 }],
  waits: { words: "waits for ever" },
  remedy: { option: "timeout", writes: "milliseconds" },
  resources: [
    { acquire: { members: ["connect"], containers: ["BrowserType"] }, release: ["close"], using: "await using" },
  ],
};

/** 30 s in the library; seen for requests and for connecting by the protocol of the browser's own tools. */
const actions: Entry = {
  ...facts,
  operations: [
    { members: ["connectOverCDP"], containers: ["BrowserType"], options: [0, 1], target: 0 },
    {
      members: ["goto", "reload", "goBack", "goForward", "setContent"],
      containers: ["Page", "Frame"],
      options: [0, 1],
    },
    { members: ["get", "head"], containers: ["APIRequestContext"], options: [1], target: 0, idempotent: true },
    {
      members: ["post", "put", "patch", "delete", "fetch"],
      containers: ["APIRequestContext"],
      options: [1],
      target: 0,
    },
    {
      members: [
        "click", "dblclick", "tap", "fill", "type", "press", "check", "uncheck", "hover", "focus", "selectOption",
        "dragAndDrop", "screenshot", "textContent", "innerText", "innerHTML", "inputValue", "getAttribute",
        "waitForSelector", "waitForFunction", "waitForEvent", "waitForLoadState", "waitForNavigation", "waitForRequest",
        "waitForResponse", "waitForURL", "waitFor",
      ],
      containers: ["Page", "Frame", "Locator", "ElementHandle"],
      options: [0, 1, 2],
    },
  ],
  waits: { limit: 30_000, words: "waits up to 30 s" },
  remedy: { option: "timeout", writes: "milliseconds" },
};

/** A browser is started within 180 s; what a page evaluates ends with the page's own code. */
const launching: Entry = {
  ...facts,
  operations: [
    { members: ["launch", "launchServer", "launchPersistentContext"], containers: ["BrowserType"], options: [0, 1] },
  ],
  waits: { limit: 180_000, words: "waits up to 3 minutes" },
  resources: [
    {
      acquire: { members: ["launch", "launchPersistentContext"], containers: ["BrowserType"] },
      release: ["close"],
      using: "await using",
    },
    { acquire: { members: ["newContext"], containers: ["Browser"] }, release: ["close"], using: "await using" },
    {
      acquire: { members: ["newPage"], containers: ["Browser", "BrowserContext"] },
      release: ["close"],
      using: "await using",
    },
  ],
};

export default [connecting, actions, launching];
