/** The wrappers as files that a project owns: they compile there, they run there, and they read as if written there. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { transformSync } from "esbuild";
import { type ScaffoldStyle, scaffolded, scaffoldedInOne, wrapperNames } from "../../rules/intents/scaffolding.ts";
import { sources } from "../../rules/intents/sources.ts";
import { compiler } from "./compilers.ts";
import { checkScaffold, kinds, withProject } from "./scaffolds.ts";
import { checks } from "./smoke.ts";

const all = Object.entries(sources);

describe("the sources of the wrappers", () => {
  it("import Node's modules and each other alone, by name, and never in a circle", () => {
    for (const [name, { ts, imports }] of all) {
      const lines = [...ts.matchAll(/^(?:import|export)\b[^;]*? from "([^"]+)";/gm)];
      for (const [line, from = ""] of lines) {
        assert.match(line, /^import (?:type )?\{/, `${name}: ${line}`);
        assert.ok(from.startsWith("node:") || (from.startsWith("./") && imports.includes(from.slice(2, -3))), line);
      }
      assert.ok(!reaches(name, imports), `${name} imports itself by way of others`);
    }
  });

  it("declare no name twice among all of them, so that one file can hold them", () => {
    const places = new Map<string, string[]>();
    for (const [file, { ts }] of all) {
      const declared = ts.matchAll(/^(?:export )?(?:async )?(?:function\*?|class|const|let|interface|type) ([\w$]+)/gm);
      for (const name of new Set([...declared].map(([, each = ""]) => each))) {
        places.set(name, [...(places.get(name) ?? []), file]);
      }
    }
    assert.deepEqual([...places].filter(([, files]) => files.length > 1), []);
  });

  it("offer no error of theirs as the one that a project should throw", () => {
    // `raw-error` takes a class for the project's standard error when its constructor takes a code.
    for (const [name, { ts }] of all) assert.doesNotMatch(ts, /constructor\([^)]*\b(?:code|category|kind)\b/, name);
  });

  for (const [name, { ts, js }] of all) {
    it(`${name}: the JavaScript is the TypeScript without its types`, () => {
      const options = { minifySyntax: true, minifyWhitespace: true, format: "esm", target: "es2022" } as const;
      const tsconfigRaw = { compilerOptions: { verbatimModuleSyntax: true } };
      const { code } = transformSync(ts, { ...options, loader: "ts", tsconfigRaw });
      assert.equal(transformSync(js, { ...options, loader: "js" }).code, code);
    });

    it(`${name}: the JavaScript keeps its comments and has no holes`, () => {
      const header = /^\/\*\*[^]*?\*\//.exec(ts)?.[0];
      if (header) assert.ok(js.startsWith(header));
      assert.doesNotMatch(js, /\n{3}|[ \t]\n|^[ \t]*[;,]$|\( \S|\S \)|\(\n\n/m);
      const documented = /\*\/\n(export (?:async )?(?:function|class) [\w$]+)/g;
      for (const [, head = ""] of ts.matchAll(documented)) assert.ok(js.includes(`*/\n${head}`), head);
    });
  }
});

describe("wrappers that are written into a project", () => {
  for (const kind of kinds(compiler)) {
    it(`compile in ${kind.name}`, () => checkScaffold(compiler, kind));
  }

  for (const modules of ["esm", "commonjs"] as const) {
    it(`run as JavaScript, ${modules}, in one file and in several`, () => {
      const style: ScaffoldStyle = { language: "js", modules, specifier: (path) => `${path}.js` };
      const files = scaffolded(wrapperNames, style);
      files.set("resilience.js", scaffoldedInOne(wrapperNames, style));
      const names = wrapperNames.map((name) => `./${name}.js`);
      const load = modules === "esm" ? "await import(name)" : "require(name)";
      const program = [
        `const separate = {};`,
        `for (const name of ${JSON.stringify(names)}) Object.assign(separate, ${load});`,
        `const { smoke } = await import(${JSON.stringify(new URL("smoke.js", import.meta.url).href)});`,
        `const name = "./resilience.js";`,
        `console.log(JSON.stringify([await smoke(separate), await smoke(${load})]));`,
      ];
      const text = modules === "esm" ? program.join("\n") : `(async () => {\n${program.join("\n")}\n})();`;
      withProject(modules === "esm" ? "module" : "commonjs", files, (project) => {
        writeFileSync(join(project, "main.js"), text);
        const { stdout, stderr } = spawnSync(process.execPath, ["main.js"], { cwd: project, encoding: "utf8" });
        assert.equal(stderr, "");
        const count = Object.keys(checks).length;
        assert.deepEqual(JSON.parse(stdout), [count, count]);
      });
    });
  }

  it("bring what they import, and nothing else", () => {
    const style: ScaffoldStyle = { language: "ts", modules: "esm", specifier: (path) => `${path}.js` };
    assert.deepEqual([...scaffolded(["health"], style).keys()], ["work.ts", "bounded.ts", "health.ts"]);
    assert.match(scaffolded(["health"], style).get("health.ts") ?? "", /from "\.\/bounded\.js";/);
    assert.doesNotMatch(scaffoldedInOne(["health"], style), /from "\.|withRetry/);
  });
});

/** Whether imports, or what they import, name a file. */
function reaches(name: string, imports: readonly string[], seen = new Set<string>()): boolean {
  return imports.some((each) => {
    if (each === name) return true;
    if (seen.has(each)) return false;
    seen.add(each);
    return reaches(name, sources[each]?.imports ?? [], seen);
  });
}
