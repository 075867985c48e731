/**
 * The fault is real and the fixes end it: code that the rule finds is run beside what its fix makes of it, in processes of
 * their own, on files that are not there. The one dies of it or says that all went well; the other tells who waits.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import rule from "../../rules/async/ignored-callback-error.ts";
import { faultFolder } from "./fixed.ts";
import { outcomeOf } from "./outcome.ts";

interface Fault {
  readonly name: string;
  readonly code: string;
  /** What the process says and how it ends, before and after. */
  readonly before: string;
  readonly after: string;
}

const faults: readonly Fault[] = [
  {
    name: "a result that is not there",
    code: `import { readFile } from "node:fs";

const size = () => new Promise((resolve, reject) => {
  readFile("none", (error, data) => {
    resolve(data.length);
  });
});

size().then(() => console.log("read"), (error) => console.log("rejected", error.code));
`,
    before: "1 TypeError",
    after: "0 rejected ENOENT",
  },
  {
    name: "a success that was none",
    code: `import { writeFile } from "node:fs";

const save = () => new Promise((resolve) => writeFile("none/file", "text", () => resolve()));

save().then(() => console.log("saved"), (error) => console.log("rejected", error.code));
`,
    before: "0 saved",
    after: "0 rejected ENOENT",
  },
  {
    name: "a callback around that is not told",
    code: `import { readFile } from "node:fs";

/** @param {(error: Error | null, size?: number) => void} callback */
function size(callback) {
  readFile("none", (_error, data) => callback(null, data.length));
}

size((error) => console.log("called back", error?.code));
`,
    before: "1 TypeError",
    after: "0 called back ENOENT",
  },
  {
    name: "nobody around to be told",
    code: `import { readFile } from "node:fs";

readFile("none", "utf8", (error, text) => {
  console.log(text.trim());
});
`,
    before: "1 TypeError",
    after: "0",
  },
];

const folder = faultFolder(rule, faults);

describe("ignored-callback-error", () => {
  faults.forEach((fault, index) => {
    it(`${fault.name}: its fix looks at the error`, async () => {
      assert.equal(await outcomeOf(folder, `${index}/before.mjs`), fault.before);
      assert.equal(await outcomeOf(folder, `${index}/after.mjs`), fault.after);
    });
  });
});
