import { type Proof, likeFetch, load, signal, total } from "../proof.ts";

const { Resend } = load("resend");
const mail = { from: "a@example.com", to: "b@example.com", subject: "?", text: "?" };
const send = (baseUrl: string, options: object = {}) => new Resend("re_key", { baseUrl }).emails.send(mail, options);
// It never rejects.
const failed = /^resolved .*"error":\{/;

const proof: Proof = {
  package: "resend",
  remedy: "signal",
  ways: {
    send: likeFetch(({ url }) => send(url), failed),
    signal: total(({ url }) => send(url, { signal: signal() }), failed),
  },
};

export default proof;
