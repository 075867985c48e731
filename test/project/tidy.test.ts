/** What no file of this project may hold. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { files, sources } from "./files.ts";

/** In pieces, so that this file does not find itself. */
const markers = new RegExp(["TO" + "DO", "FIX" + "ME", "X".repeat(3)].map((word) => `\\b${word}\\b`).join("|"));
const machinePath = new RegExp(
  `(?<![\\w.\\]}*$/]|\\b[A-Z]:)/(?:${["work", "root", "home/\\w+", "Users/\\w+"].join("|")})/`,
);
const registry = new RegExp(["registry\\.npm" + "js", "verdac" + "cio", "npm-" + "mirror"].join("|"));

/** Rules and their cases speak of such markers. */
const speaksOfMarkers = /^(?:rules|docs\/rules|test\/cases)\//;

describe("tidiness", () => {
  it("no source is longer than 400 lines", () => {
    const long = sources.filter(({ text }) => text.split("\n").length > 401).map(({ path }) => path);
    assert.deepEqual(long, []);
  });

  it("nothing is left for later", () => {
    const found = files.filter(({ path }) => !speaksOfMarkers.test(path));
    assert.deepEqual(
      linesOf(found, (line) => markers.test(line)),
      [],
    );
  });

  it("no test runs alone", () => {
    const only = new RegExp(`\\b(?:it|test|describe)\\.${"on" + "ly"}\\(|\\b${"on" + "ly"}: true`);
    assert.deepEqual(
      linesOf(sources, (line) => only.test(line)),
      [],
    );
  });

  it("no path of a machine and no registry's address stands in a file", () => {
    assert.deepEqual(
      linesOf(files, (line) => machinePath.test(line) || registry.test(line)),
      [],
    );
  });

  it("every file ends with one line end, and no line with a blank", () => {
    const wrong = files.filter(({ text }) => text !== "" && !/[^\n]\n$/.test(text)).map(({ path }) => path);
    assert.deepEqual(wrong, []);
    assert.deepEqual(
      linesOf(sources, (line) => /[ \t]$/.test(line)),
      [],
    );
  });
});

function linesOf(among: typeof files, isWrong: (line: string) => boolean): string[] {
  return among.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => (isWrong(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}
