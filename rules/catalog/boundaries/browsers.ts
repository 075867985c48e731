/** Browsers that a program drives: it hears of their events, and the page waits for the functions that it is given. */
import type { Taker } from "./taker.ts";
import { addsListener } from "./taker.ts";

const puppeteer: Taker = {
  package: "puppeteer-core",
  also: ["puppeteer"],
  boundaries: [
    { members: addsListener, callback: [1], rejection: "ends the process", is: "a listener" },
    { members: ["exposeFunction"], callback: [1], rejection: "is handled" },
  ],
};

export default [puppeteer];
