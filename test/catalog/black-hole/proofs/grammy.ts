import { type Proof, byDefault, load, signal, soon, total } from "../proof.ts";

const { Bot } = load("grammy");
// What went wrong stands inside of its error.
const unwrap = ({ error }: { error: unknown }) => Promise.reject(error);
const open = (url: string, options: object = {}) =>
  new Bot("1:token", { client: { apiRoot: url.slice(0, -1), ...options } }).api;

const proof: Proof = {
  package: "grammy",
  remedy: "timeoutSeconds of the client",
  ways: {
    sendMessage: byDefault(
      500_000,
      total(({ url }) => open(url).sendMessage(1, "?").catch(unwrap)),
    ),
    "timeoutSeconds of the client": total(({ url }) =>
      open(url, { timeoutSeconds: soon / 1000 })
        .sendMessage(1, "?")
        .catch(unwrap),
    ),
    signal: total(({ url }) => open(url).sendMessage(1, "?", {}, signal()).catch(unwrap)),
  },
};

export default proof;
