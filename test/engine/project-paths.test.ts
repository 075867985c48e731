import assert from "node:assert/strict";
import { test } from "node:test";
import { ancestors, isUnder, resolveFrom, toSlashes } from "../../core/project/paths.ts";
import { mergePaths } from "../../core/project/sources.ts";

test("paths of Windows are kept whole", () => {
  assert.equal(toSlashes("C:\\work\\a.ts"), "C:/work/a.ts");
  assert.equal(resolveFrom("C:/work/app", "..\\lib\\"), "C:/work/lib");
  assert.equal(resolveFrom("C:/work", "D:\\x"), "D:/x");
  assert.deepEqual([...ancestors("C:/work/app")], ["C:/work/app", "C:/work", "C:"]);
  assert.deepEqual([...ancestors("/a/b")], ["/a/b", "/a", "/"]);
});

test("a folder is not taken for one whose name begins the same", () => {
  assert.ok(isUnder("/a/b/c.ts", "/a/b"));
  assert.ok(!isUnder("/a/bc/d.ts", "/a/b"));
  assert.ok(isUnder("/a.ts", "/"));
});

test("the pattern with the longest beginning speaks for a package, as in the compiler", () => {
  const own = { "*": ["/any/*"], "@org/*": ["/org/*/src"], "@org/a": ["/exact"] };
  const merged = mergePaths(own, { "@org/a": ["/a"], "@org/b/*": ["/b/*.ts"], lone: ["/lone"] });
  assert.deepEqual(merged, {
    ...own,
    "@org/a": ["/exact", "/a"],
    "@org/b/*": ["/org/b/*/src", "/b/*.ts"],
    lone: ["/any/lone", "/lone"],
  });
});
