import { type Proof, byDefault, headers, load, signal, soon, total } from "../proof.ts";

const { REST } = load("discord.js");
const get = (url: string, options: object = {}, ofClient: object = {}) =>
  new REST({ api: url.slice(0, -1), retries: 0, ...ofClient }).setToken("token").get("/gateway", options);

const proof: Proof = {
  package: "discord.js",
  remedy: "signal",
  ways: {
    get: byDefault(
      15_000,
      headers(({ url }) => get(url)),
    ),
    "timeout of the client": headers(({ url }) => get(url, {}, { timeout: soon })),
    signal: total(({ url }) => get(url, { signal: signal() })),
  },
};

export default proof;
