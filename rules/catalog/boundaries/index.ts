/** The catalog of boundaries: functions of packages that take a callback, and what becomes of its rejection there. */
import type { Origin } from "../../../core/callee.ts";
import type { Questions } from "../../../core/context.ts";
import type { SourceFile } from "../../../core/ts.ts";
import type { Boundary } from "../entry.ts";
import { has, isOfVersion, speaksFor } from "../index.ts";
import { packages } from "../packages.ts";
import apis from "./apis.ts";
import bots from "./bots.ts";
import browsers from "./browsers.ts";
import commands from "./commands.ts";
import emitters from "./emitters.ts";
import express from "./express.ts";
import language from "./language.ts";
import messages from "./messages.ts";
import nest from "./nest.ts";
import nodeCallbacks from "./node-callbacks.ts";
import nodeEvents from "./node-events.ts";
import nodeServers from "./node-servers.ts";
import nodeStreams from "./node-streams.ts";
import react from "./react.ts";
import rxjs from "./rxjs.ts";
import schedules from "./schedules.ts";
import type { Taker } from "./taker.ts";
import tests from "./tests.ts";
import timers from "./timers.ts";
import webFrameworks from "./web-frameworks.ts";

/** What is known of one class goes before what holds for all: Node's own emitters stand last. */
const takers: readonly Taker[] = [
  ...language, ...timers, ...nodeServers, ...nodeCallbacks, ...nodeStreams, ...express, ...webFrameworks, ...nest,
  ...emitters, ...browsers, ...messages, ...schedules, ...bots, ...apis, ...rxjs, ...commands, ...react, ...tests,
  ...packages.flat().flatMap((entry) => (entry.boundaries ? [{ ...entry, boundaries: entry.boundaries }] : [])),
  ...nodeEvents,
];

interface Known {
  readonly taker: Taker;
  readonly boundary: Boundary;
}

const byName = new Map<string, Known[]>();
for (const taker of takers) {
  for (const boundary of taker.boundaries) {
    for (const name of boundary.members) byName.set(name, [...(byName.get(name) ?? []), { taker, boundary }]);
  }
}

/** By name alone, before anything is asked: the boundaries that a function of this name may be. */
export function boundariesNamed(name: string): readonly Boundary[] {
  return (byName.get(name) ?? []).map(({ boundary }) => boundary);
}

/** What a function of a library is in the version that a file sees. The first that fits a callback counts. */
export function boundariesOf(origin: Origin, sourceFile: SourceFile, ctx: Questions): readonly Boundary[] {
  const isIt = ({ taker, boundary }: Known) =>
    speaksFor(taker, origin) &&
    has(boundary, origin) &&
    isOfVersion(taker, sourceFile, ctx) &&
    isOfVersion({ package: taker.package, ...(boundary.majors && { majors: boundary.majors }) }, sourceFile, ctx);
  return (byName.get(origin.member) ?? []).filter(isIt).map(({ boundary }) => boundary);
}

/** Where a program is entered from outside: a callback that somebody waits for while it runs. */
export interface Entrance {
  /** What the callback is, with its article: `a request handler`. */
  readonly name: string;
}

export function entranceOf(origin: Origin, sourceFile: SourceFile, ctx: Questions): Entrance | undefined {
  const boundary = boundariesOf(origin, sourceFile, ctx).find(({ asked }) => asked);
  return boundary && { name: boundary.is ?? "a callback" };
}
