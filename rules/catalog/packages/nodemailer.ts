import type { Entry } from "../entry.ts";

/**
 * Versions 6 to 10: 2 minutes to connect and 10 of silence after that, read in smtp-connection and seen as the socket's
 * timer. Transports that open no connection need no such time, and neither does one that somebody wrote.
 */
const nodemailer: Entry = {
  package: "nodemailer",
  service: "mail",
  operations: [
    { members: ["sendMail"], containers: ["Mail", "Transporter"], options: [] },
    { members: ["verify"], containers: ["Mail", "Transporter"], options: [], idempotent: true },
  ],
  waits: { limit: 600_000, words: "waits up to 10 minutes" },
  bounds: {},
  clients: [
    {
      members: ["createTransport"],
      options: [0],
      bounds: { socketTimeout: "milliseconds" },
      needs: [
        {
          options: ["socketTimeout", "jsonTransport", "streamTransport", "sendmail", "SES", "send"],
          writes: "milliseconds",
          words: "sending a mail waits up to 10 minutes",
        },
      ],
      address: "host",
    },
  ],
  retries: 0,
  throwsOnStatus: true,
  resources: [{ acquire: { members: ["createTransport"] }, release: ["close"] }],
};

export default [nodemailer];
