import { type Proof, byDefault, load, signal, total } from "../proof.ts";

const { Telegraf } = load("telegraf");
const open = (url: string) => new Telegraf("1:token", { telegram: { apiRoot: url.slice(0, -1) } }).telegram;

const proof: Proof = {
  package: "telegraf",
  remedy: "signal of callApi",
  ways: {
    sendMessage: byDefault(
      500_000,
      total(({ url }) => open(url).sendMessage(1, "?")),
    ),
    "signal of callApi": total(({ url }) =>
      open(url).callApi("sendMessage", { chat_id: 1, text: "?" }, { signal: signal() }),
    ),
  },
};

export default proof;
