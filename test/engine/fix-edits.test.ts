import assert from "node:assert/strict";
import test from "node:test";
import { type Built, type SpanEdit, applyEdits, mergeFixes, minimal } from "../../core/fix/edits.ts";

const insert = (at: number, text: string): SpanEdit => ({ start: at, end: at, text });
const fix = (...edits: SpanEdit[]): Built => ({ edits, files: [] });

test("edits count from behind a byte order mark", () => {
  assert.equal(applyEdits("\uFEFFab", [insert(0, "x"), { start: 1, end: 2, text: "y" }]), "\uFEFFxay");
});

test("a fix that overlaps an earlier one is left out whole", () => {
  const fixes = [fix({ start: 0, end: 3, text: "x" }), fix(insert(1, "y"), insert(9, "z")), fix(insert(9, "w"))];
  assert.deepEqual(mergeFixes(fixes).edits, [{ start: 0, end: 3, text: "x" }, insert(9, "w")]);
});

test("two fixes that insert at one place do not stand together, though they insert the same", () => {
  assert.deepEqual(mergeFixes([fix(insert(3, ")")), fix(insert(3, ")"), insert(1, "("))]).edits, [insert(3, ")")]);
});

test("merged edits are sorted", () => {
  const merged = mergeFixes([fix(insert(8, "a")), fix(insert(2, "b")), fix({ start: 4, end: 5, text: "" })]);
  assert.deepEqual(merged.edits.map((edit) => edit.start), [2, 4, 8]);
});

test("two fixes that add one file add it once; where they mean different files, the later is left out whole", () => {
  const adds = (text: string, at: number): Built => ({ edits: [insert(at, "x")], files: [{ path: "/a.ts", text }] });
  assert.deepEqual(mergeFixes([adds("1", 0), adds("1", 5), adds("2", 9)]), {
    edits: [insert(0, "x"), insert(5, "x")],
    files: [{ path: "/a.ts", text: "1" }],
  });
});

test("an edit never parts a word, an emoji or a CRLF", () => {
  assert.deepEqual(minimal("Error", { start: 0, end: 5, text: "AppError" }), { start: 0, end: 5, text: "AppError" });
  assert.deepEqual(minimal("'😀'", { start: 0, end: 4, text: "'😁'" }), { start: 1, end: 3, text: "😁" });
  assert.deepEqual(minimal("a\r\nb", { start: 0, end: 4, text: "a\nb" }), { start: 1, end: 3, text: "\n" });
  assert.equal(minimal("same", { start: 0, end: 4, text: "same" }), undefined);
});

/** Numbers that look random and are the same in each run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const words = ["foo", "foo", "Error", "await ", "(", ")", " ", " ", "\r\n", "\n", ";", "é", "😀", "async ", ",", "{}"];

test("whatever two texts, the smallest edit leads from one to the other", () => {
  const random = numbers(11);
  const below = (limit: number) => Math.floor(random.next().value * limit);
  const some = () => Array.from({ length: below(9) }, () => words[below(words.length)]).join("");
  for (let round = 0; round < 500; round++) {
    const [head, before, after, tail] = [some(), some(), some(), some()];
    const edit = minimal(head + before + tail, { start: head.length, end: head.length + before.length, text: after });
    assert.equal(applyEdits(head + before + tail, edit ? [edit] : []), head + after + tail);
  }
});
