import { type Proof, load, soon, unbounded } from "../proof.ts";

const Sentry = load("@sentry/node");

/** Begins to send an error to the server. */
function report(port: number): void {
  Sentry.init({ dsn: `http://key@127.0.0.1:${port}/1`, defaultIntegrations: false });
  Sentry.captureException(new Error("?"));
}
const flush = (port: number, ...given: number[]) => (report(port), Sentry.flush(...given));
const close = (port: number, ...given: number[]) => (report(port), Sentry.close(...given));

const proof: Proof = {
  package: "@sentry/node",
  remedy: "flush with an argument",
  ways: {
    flush: { ...unbounded(({ port }) => flush(port)), ends: { silent: "waits", reset: /^resolved/ } },
    close: { ...unbounded(({ port }) => close(port)), ends: { silent: "waits", reset: /^resolved/ } },
    "flush with an argument": { call: ({ port }) => flush(port, soon), ends: { silent: /^resolved false/ } },
    "close with an argument": { call: ({ port }) => close(port, soon), ends: { silent: /^resolved false/ } },
  },
};

export default proof;
