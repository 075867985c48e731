/** Settings: from which files, in which order, for which file. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Configuration, type Levels } from "../../core/config/configuration.ts";
import type { Rule } from "../../core/rule.ts";
import { defaultSettings } from "../../core/settings.ts";

function rule(id: string, options?: Rule["options"]): Rule {
  const words = { summary: id, explain: id, since: "0.1.0", examples: [] };
  return { id, family: "errors", category: "risk", ...words, check: {}, ...(options && { options }) };
}

const options: Rule["options"] = {
  most: { type: "number", default: 3, description: "How many." },
  names: { type: "array", items: { type: "string" }, default: [], description: "Which." },
};
const rules = [rule("raw-error", options), rule("floating-promise"), rule("missing-timeout")];

type Files = Readonly<Record<string, unknown>>;

/** Files by path; what is not text is written as JSON. Also tells which files were asked for. */
function load(files: Files, { folders = ["/ws"], levels }: { folders?: string[]; levels?: Levels } = {}) {
  const asked: string[] = [];
  const configuration = Configuration.load(folders, rules, levels, (file) => {
    asked.push(file);
    const content = files[file];
    return content === undefined || typeof content === "string" ? content : JSON.stringify(content);
  });
  return { configuration, asked };
}

const config = (folder: string) => `${folder}/resilint.config.json`;

describe("settings of a file", () => {
  it("are the defaults where nothing is configured, and outside every folder", () => {
    const { configuration } = load({ [config("/")]: { requireReason: false }, "/ws/package.json": { name: "x" } });
    assert.deepEqual(configuration.settingsFor("/ws/a.ts"), defaultSettings);
    assert.deepEqual(configuration.settingsFor("/elsewhere/a.ts"), defaultSettings);
    assert.deepEqual([configuration.files, configuration.notices], [[], []]);
  });

  it("come from JSON with comments and trailing commas, a byte order mark before it", () => {
    const text = '\uFEFF{\n  // no reasons\n  "requireReason": false, /* and */\n  "timeouts": { "http": 1500, },\n}\n';
    const { configuration } = load({ [config("/ws")]: text });
    const settings = configuration.settingsFor("/ws/src/a.ts");
    assert.equal(settings.requireReason, false);
    assert.deepEqual(settings.timeouts, { ...defaultSettings.timeouts, http: 1500 });
    assert.deepEqual([configuration.files, configuration.notices], [[config("/ws")], []]);
  });

  it("come from package.json, unless a settings file stands beside it", () => {
    const inPackage = { name: "x", resilint: { rules: { "raw-error": "off" } } };
    const alone = load({ "/ws/package.json": inPackage }).configuration;
    assert.equal(alone.settingsFor("/ws/a.ts").rules["raw-error"], "off");
    assert.deepEqual(alone.files, ["/ws/package.json"]);
    const both = load({ "/ws/package.json": inPackage, [config("/ws")]: {} }).configuration;
    assert.deepEqual(both.settingsFor("/ws/a.ts").rules, {});
    assert.match(both.notices[0]!.message, /not read, because resilint\.config\.json stands beside it/);
  });

  it("merge from the workspace folder down", () => {
    const { configuration } = load({
      [config("/ws")]: {
        rules: { "raw-error": ["error", { most: 1, names: ["a"] }], "floating-promise": "off" },
        wrappers: [{ name: "a", does: ["retry"] }, { name: "b", does: ["catch"] }],
        timeouts: { http: 1, cache: 2 },
        standardError: "AppError",
      },
      [config("/ws/packages/one")]: {
        rules: { "raw-error": ["info", { most: 2 }], "missing-timeout": "warning" },
        wrappers: [{ name: "a", module: "./guard", does: ["timeout"] }],
        timeouts: { http: 3 },
      },
    });
    const settings = configuration.settingsFor("/ws/packages/one/src/deep/a.ts");
    assert.deepEqual(settings.rules, { "raw-error": "info", "floating-promise": "off", "missing-timeout": "warning" });
    assert.deepEqual(settings.options, { "raw-error": { most: 2, names: ["a"] } });
    assert.deepEqual(settings.wrappers, [
      { name: "b", does: ["catch"] },
      { name: "a", module: "/ws/packages/one/guard", does: ["timeout"] },
    ]);
    assert.deepEqual(settings.timeouts, { ...defaultSettings.timeouts, http: 3, cache: 2 });
    assert.deepEqual(settings.standardError, { name: "AppError" });
    assert.equal(configuration.settingsFor("/ws/packages/two/a.ts").rules["raw-error"], "error");
  });

  it("stop at a root", () => {
    const { configuration } = load({
      [config("/ws")]: { requireReason: false, overrides: [{ files: ["**"], rules: { "raw-error": "off" } }] },
      [config("/ws/own")]: { root: true, rules: { "missing-timeout": "off" } },
      [config("/ws/own/deep")]: { timeouts: { http: 7 } },
    });
    const settings = configuration.settingsFor("/ws/own/deep/a.ts");
    assert.deepEqual([settings.rules, settings.requireReason], [{ "missing-timeout": "off" }, true]);
    assert.equal(settings.timeouts.http, 7);
  });

  it("follow overrides in order, relative to their own folder", () => {
    const { configuration } = load({
      [config("/ws")]: {
        rules: { "raw-error": "error" },
        overrides: [
          { files: ["test/**", "**/*.test.ts"], rules: { "raw-error": "off" }, requireReason: false },
          { files: ["test/strict"], rules: { "raw-error": "info" } },
        ],
      },
      [config("/ws/pkg")]: { overrides: [{ files: ["./test/*.ts"], rules: { "raw-error": "warning" } }] },
    });
    const level = (file: string) => configuration.settingsFor(file).rules["raw-error"];
    assert.equal(level("/ws/src/a.ts"), "error");
    assert.equal(level("/ws/src/a.test.ts"), "off");
    assert.equal(level("/ws/test/.hidden/a.ts"), "off");
    assert.equal(level("/ws/test/strict/a.ts"), "info");
    assert.equal(level("/ws/pkg/test/a.ts"), "warning");
    assert.equal(level("/ws/pkg/test/a.test.ts"), "warning");
    assert.equal(configuration.settingsFor("/ws/pkg/test/a.test.ts").requireReason, false);
    assert.equal(level("/ws/pkg/test/deep/a.ts"), "error");
  });

  it("are below the levels of the editor or the command line", () => {
    const overrides = [{ files: ["**"], rules: { "raw-error": "info" } }];
    const files = { [config("/ws")]: { rules: { "raw-error": ["off", { most: 9 }] }, overrides } };
    const { configuration } = load(files, { levels: { "raw-error": "error" } });
    const settings = configuration.settingsFor("/ws/a.ts");
    assert.deepEqual([settings.rules, settings.options], [{ "raw-error": "error" }, { "raw-error": { most: 9 } }]);
    assert.equal(configuration.settingsFor("/elsewhere/a.ts").rules["raw-error"], "error");
  });

  it("say of unknown rules in those levels", () => {
    const { configuration } = load({}, { levels: { "raw-eror": "error", "unused-ignore": "off" } });
    assert.deepEqual(configuration.notices, [
      { kind: "config", message: "a level is set for the unknown rule `raw-eror`; did you mean `raw-error`?" },
    ]);
  });

  it("are one object for all files that share them", () => {
    const { configuration } = load({ [config("/ws")]: { overrides: [{ files: ["test"], requireReason: false }] } });
    const settings = configuration.settingsFor("/ws/a.ts");
    assert.equal(configuration.settingsFor("/ws/deep/down/b.ts"), settings);
    assert.notEqual(configuration.settingsFor("/ws/test/b.ts"), settings);
    assert.equal(configuration.settingsFor("/ws/test/b.ts"), configuration.settingsFor("/ws/test/deep/c.ts"));
  });

  it("find modules from the folder of their file, and leave packages alone", () => {
    const error = (module: string) => {
      const { configuration } = load({ [config("/ws/a")]: { standardError: { name: "E", module } } });
      return configuration.settingsFor("/ws/a/b/c.ts").standardError?.module;
    };
    assert.equal(error("./src/errors"), "/ws/a/src/errors");
    assert.equal(error("../shared/errors.ts"), "/ws/shared/errors.ts");
    assert.equal(error("@scope/errors"), "@scope/errors");
    assert.equal(error("errors/app"), "errors/app");
  });

  it("read each folder once, and none that nobody asked about", () => {
    const { configuration, asked } = load({ [config("/ws/x")]: {} });
    for (const file of ["/ws/x/y/a.ts", "/ws/x/y/b.ts", "/ws/x/c.ts"]) configuration.settingsFor(file);
    assert.deepEqual(
      asked.filter((file) => file.endsWith("resilint.config.json")),
      [config("/ws"), config("/ws/x"), config("/ws/x/y")],
    );
  });

  it("know several workspace folders, one within another, and the root of a disk", () => {
    const files = { [config("/ws")]: { requireReason: false }, [config("/other")]: { timeouts: { http: 5 } } };
    const { configuration } = load(files, { folders: ["/ws/inner", "/ws", "/other"] });
    assert.equal(configuration.settingsFor("/ws/inner/a.ts").requireReason, false);
    assert.equal(configuration.settingsFor("/other/a.ts").timeouts.http, 5);
    const disk = load({ "/resilint.config.json": { requireReason: false } }, { folders: ["/"] }).configuration;
    assert.equal(disk.settingsFor("/a/b.ts").requireReason, false);
  });
});

describe("ignored files", () => {
  const { configuration } = load({
    [config("/ws")]: { ignore: ["**/*.gen.ts", "vendor/", "./one/*.js"] },
    [config("/ws/vendor/lib")]: { root: true },
    [config("/ws/pkg")]: { ignore: ["out"] },
  });

  it("are those that a pattern matches, relative to its folder", () => {
    const ignored = ["/ws/a.gen.ts", "/ws/.x/y/a.gen.ts", "/ws/one/a.js", "/ws/pkg/out/a.ts", "/ws/pkg/out/x/a.ts"];
    const read = ["/ws/a.ts", "/ws/one/two/a.js", "/ws/out/a.ts", "/ws/pkg/src/out/a.ts", "/elsewhere/a.gen.ts"];
    assert.deepEqual([...ignored, ...read].filter((file) => configuration.isIgnored(file)), ignored);
  });

  it("are all of an ignored folder, even where settings of its own begin", () => {
    assert.ok(configuration.isIgnored("/ws/vendor/lib/src/a.ts"));
  });
});

describe("wrong settings", () => {
  const noticesOf = (text: string, file = config("/ws")) => {
    const { configuration } = load({ [file]: text });
    const said = configuration.notices.map(({ message, position, file: at }) => {
      assert.equal(at, file);
      return `${position!.line + 1}:${position!.character + 1} ${message}`;
    });
    return { said, settings: configuration.settingsFor("/ws/a.ts"), configuration };
  };
  const says = (text: string, ...expected: string[]) => assert.deepEqual(noticesOf(text).said, expected);

  it("name the place and the nearest name", () => {
    says('{ "rules": { "raw-eror": "off" } }', "1:14 unknown rule `raw-eror`; did you mean `raw-error`?");
    says('{\n  "rules": { "zzz": "off" }\n}', "2:14 unknown rule `zzz`");
    says('{ "ruels": {} }', "1:3 unknown key `ruels`; did you mean `rules`?");
    says('{ "rules": { "raw-error": "warn" } }', "1:27 unknown level `warn`; did you mean `warning`?");
    says('{ "rules": { "raw-error": "x" } }', "1:27 unknown level `x`; it is one of `off`, `error`, `warning`, `info`");
    const option = '{ "rules": { "raw-error": ["off", { "mots": 1 }] } }';
    says(option, "1:37 unknown option `mots` of `raw-error`; did you mean `most`?");
    says('{ "timeouts": { "htpp": 1 } }', "1:17 unknown kind of service `htpp`; did you mean `http`?");
    says('{ "overrides": [{ "files": ["a"], "ignore": [] }] }', "1:35 unknown key `ignore`");
    const wrapper = '{ "wrappers": [{ "name": "a", "does": ["timeuot"] }] }';
    says(wrapper, "1:40 unknown value `timeuot`; did you mean `timeout`?");
  });

  it("say what is expected", () => {
    const level = '1:27 `rules.raw-error` must be "off", "error", "warning", "info" or an array, not';
    says('{ "rules": { "raw-error": 2 } }', `${level} 2`);
    says('{ "rules": { "raw-error": null } }', `${level} null`);
    says('{ "requireReason": "no" }', '1:20 `requireReason` must be true or false, not "no"');
    says('{ "timeouts": { "http": -5 } }', "1:25 `timeouts.http` must be at least 1, not -5");
    says('{ "timeouts": { "http": 1e10 } }', "1:25 `timeouts.http` must be at most 2147483647, not 10000000000");
    says('{ "timeouts": { "http": "10s" } }', '1:25 `timeouts.http` must be a whole number, not "10s"');
    says('{ "ignore": "dist" }', '1:13 `ignore` must be an array, not "dist"');
    says('{ "standardError": {} }', "1:20 `standardError` needs `name`");
    says('{ "standardError": "" }', "1:20 `standardError` must not be empty");
    says('{ "overrides": [{ "rules": {} }] }', "1:17 `overrides[0]` needs `files`");
    says('{ "rules": { "raw-error": [] } }', "1:27 `rules.raw-error` must not be empty");
    says('{ "rules": { "raw-error": ["off", {}, 1] } }', "1:39 `rules.raw-error` has no more than 2 parts");
    says("[]", "1:1 the file must be an object, not an array");
    const [pattern] = noticesOf('{ "ignore": ["!src/**"] }').said;
    assert.match(pattern!, /^1:14 `!src\/\*\*` can't be used: a pattern is relative/);
  });

  it("cost nothing but themselves", () => {
    const text = `{
      "rules": { "raw-error": ["loud", { "most": 5, "names": "x" }], "floating-promise": "off" },
      "timeouts": { "http": -1, "cache": 9 },
      "ignore": [7, "gen"],
      "wrappers": [{ "name": "a" }, { "name": "b", "does": ["retry", "fly"] }],
      "overrides": [{ "files": [] }, { "files": ["*.ts"], "requireReason": false }],
    }`;
    const { said, settings, configuration } = noticesOf(text);
    assert.equal(said.length, 7, said.join("\n"));
    assert.deepEqual(settings.rules, { "floating-promise": "off" });
    assert.deepEqual(settings.options, { "raw-error": { most: 5 } });
    assert.deepEqual(settings.timeouts, { ...defaultSettings.timeouts, cache: 9 });
    assert.deepEqual(settings.wrappers, [{ name: "b", does: ["retry"] }]);
    assert.equal(settings.requireReason, false);
    assert.ok(configuration.isIgnored("/ws/gen/a.ts"));
  });

  it("are one notice where JSON is broken, and what can be read still holds", () => {
    const text = '{\r\n  "requireReason": false\r\n  "rules": { "raw-eror": 1, "raw-error": "off" }\r\n}\r\n';
    const { said, settings } = noticesOf(text);
    assert.deepEqual(said, ["3:3 broken JSON: comma expected"]);
    assert.deepEqual([settings.requireReason, settings.rules], [false, { "raw-error": "off" }]);
    assert.equal(noticesOf("").said.length, 1);
  });

  it("point into package.json, which has no comments", () => {
    const file = "/ws/package.json";
    const { said } = noticesOf('{\n  "name": "x",\n  "resilint": { "rule": {} }\n}', file);
    assert.deepEqual(said, ["3:17 unknown key `rule`; did you mean `rules`?"]);
    assert.match(noticesOf('{ // x\n "resilint": {} }', file).said[0]!, /^1:3 broken JSON/);
  });

  it("are said once, however many files are asked about", () => {
    const { configuration } = load({ [config("/ws/a")]: "{ ]" });
    for (const name of ["x", "y"]) configuration.settingsFor(`/ws/a/${name}.ts`);
    assert.equal(configuration.notices.length, 1);
    assert.deepEqual(configuration.files, [config("/ws/a")]);
  });

  it("are one notice where a file can't be read", () => {
    const configuration = Configuration.load(["/ws"], rules, {}, (file) => {
      if (file === config("/ws")) throw new Error("permission denied");
      return undefined;
    });
    const message = "can't be read: permission denied";
    assert.deepEqual(configuration.notices, [{ kind: "config", file: config("/ws"), message }]);
    assert.deepEqual(configuration.settingsFor("/ws/a.ts"), defaultSettings);
  });
});
