import { type Proof, byDefault, headers, idle, load, soon } from "../proof.ts";

const nodemailer = load("nodemailer");
const mail = { from: "a@example.com", to: "b@example.com", text: "?" };
const send = (port: number, options: object = {}) =>
  nodemailer.createTransport({ host: "127.0.0.1", port, ...options }).sendMail(mail);
const ungreeted = /Greeting never received/;

const proof: Proof = {
  package: "nodemailer",
  remedy: "greetingTimeout and socketTimeout",
  greeting: "220 ready\r\n",
  ways: {
    "sendMail, until greeted": byDefault(30_000, { call: ({ port }) => send(port), ends: { silent: ungreeted } }),
    sendMail: byDefault(600_000, { call: ({ port }) => send(port), ends: { stall: /timeout/i } }),
    // Each bounds what comes before the greeting.
    connectionTimeout: headers(({ port }) => send(port, { connectionTimeout: soon }), ungreeted),
    greetingTimeout: headers(({ port }) => send(port, { greetingTimeout: soon }), ungreeted),
    "greetingTimeout and socketTimeout": idle(
      ({ port }) => send(port, { greetingTimeout: soon, socketTimeout: soon }),
      /Greeting never received|Timeout/,
    ),
  },
};

export default proof;
