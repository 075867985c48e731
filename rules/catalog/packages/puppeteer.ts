import type { Entry } from "../entry.ts";

const facts = {
  package: "puppeteer-core",
  also: ["puppeteer"],
  service: "rpc",
  retries: 0,
  throwsOnStatus: false,
} as const satisfies Partial<Entry>;

const waiting = [
  "goto", "reload", "goBack", "goForward", "setContent", "waitForNavigation", "waitForRequest", "waitForResponse",
  "waitForNetworkIdle", "waitForFrame", "waitForSelector", "waitForFunction", "waitForFileChooser",
  "waitForDevicePrompt", "pdf",
];

/** Versions 24 and 25: 30 s in common/TimeoutSettings.js and node/BrowserLauncher.js. */
const navigation: Entry = {
  ...facts,
  operations: [
    { members: waiting, containers: ["Page", "Frame", "ElementHandle"], options: [0, 1] },
    { members: ["waitForTarget"], containers: ["Browser", "BrowserContext"], options: [1] },
    { members: ["launch"], containers: ["PuppeteerNode"], options: [0] },
  ],
  waits: { limit: 30_000, words: "waits up to 30 s" },
  bounds: { timeout: "milliseconds", signal: "signal" },
  resources: [
    { acquire: { members: ["launch"], containers: ["PuppeteerNode"] }, release: ["close"] },
    { acquire: { members: ["newPage"], containers: ["Browser", "BrowserContext"] }, release: ["close"] },
  ],
};

/** Each command to the browser ends after the 180 s of cdp/Connection.js, which only the launch can change. */
const commands: Entry = {
  ...facts,
  operations: [
    {
      members: [
        "evaluate", "evaluateHandle", "$", "$$", "$eval", "$$eval", "click", "type", "screenshot", "content", "title",
      ],
      containers: ["Page", "Frame", "ElementHandle", "JSHandle"],
      options: [],
    },
  ],
  waits: { limit: 180_000, words: "waits up to 3 minutes" },
  bounds: { protocolTimeout: "milliseconds" },
};

export default [navigation, commands];
