import type { Entry } from "../entry.ts";

/**
 * Version 8.1: axios with no timeout, seen pending. There is one client for a program, which `setTimeout` bounds
 * wherever it is called: neither a call nor the making of a client is a place to write it.
 */
const sendgrid: Entry = {
  package: "@sendgrid/mail",
  also: ["@sendgrid/client"],
  service: "mail",
  operations: [
    { members: ["send", "sendMultiple"], containers: ["MailService"], options: [] },
    { members: ["request"], containers: ["Client"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  programWide: [["@sendgrid/", "\\.setTimeout\\("]],
  remedy: { writes: "milliseconds" },
  retries: 0,
  throwsOnStatus: true,
};

export default [sendgrid];
