/** Documents: their links lead somewhere, and the generated ones are current. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { posix } from "node:path";
import { describe, it } from "node:test";
import { rules } from "../../rules/index.ts";
import { generated, ruleFiles } from "../../scripts/generated.ts";
import { casesFolder, root } from "../harness/paths.ts";
import { files } from "./files.ts";

const documents = files.filter(({ path }) => path.endsWith(".md") && !path.startsWith("test/cases/"));

describe("documents", () => {
  it("every link between them leads to a file and a heading", () => {
    const broken = documents.flatMap(({ path, text }) =>
      linksOf(text)
        .filter((link) => !leadsSomewhere(path, link))
        .map((link) => `${path}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });

  it("those who come find what they need", () => {
    for (const path of [
      "README.md",
      "ARCHITECTURE.md",
      "CONTRIBUTING.md",
      "CHANGELOG.md",
      "LICENSE",
      "docs/cases.md",
    ]) {
      assert.ok(existsSync(`${root}/${path}`), `${path} is missing`);
    }
  });

  it("what is generated is current: `npm run generate` would change nothing", () => {
    const stale = generated(root, rules).filter(({ path, text }) => {
      const file = `${root}/${path}`;
      return text !== (existsSync(file) ? readFileSync(file, "utf8") : undefined);
    });
    assert.deepEqual(
      stale.map(({ path }) => path),
      [],
    );
  });

  it("the index knows every rule that stands there", () => {
    assert.deepEqual(rules.map(({ family, id }) => `${family}/${id}`).sort(), ruleFiles(`${root}/rules`, ".ts"));
  });

  it("no two rules share an id", () => assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length));

  it("no cases outlive their rule", () => {
    const names = existsSync(casesFolder) ? readdirSync(casesFolder).filter((name) => name.endsWith(".md")) : [];
    assert.deepEqual(
      names.filter((name) => !rules.some(({ id }) => `${id}.md` === name)),
      [],
    );
  });
});

/** Links of prose: code is left out. */
function linksOf(text: string): string[] {
  const prose = text.replace(/^```[^]*?^```/gm, "").replace(/`[^`\n]*`/g, "code");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => (/^[a-z]+:/.test(link) ? [] : [link]));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? from : posix.join(posix.dirname(from), path);
  if (!existsSync(`${root}/${target}`)) return false;
  if (anchor === undefined) return true;
  const headings = readFileSync(`${root}/${target}`, "utf8").matchAll(/^#+\s+(.+)$/gm);
  return [...headings].some(([, heading = ""]) => slug(heading) === anchor);
}

/** A heading's anchor, as GitHub makes it. */
function slug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}
