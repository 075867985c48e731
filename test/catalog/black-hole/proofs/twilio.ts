import { type Proof, byDefault, idle, load, soon } from "../proof.ts";

const twilio = load("twilio");
const get = (uri: string, options: object = {}) => twilio("AC0", "token", options).request({ method: "get", uri });

const proof: Proof = {
  package: "twilio",
  remedy: "timeout of the client",
  ways: {
    request: byDefault(
      30_000,
      idle(({ url }) => get(url)),
    ),
    "timeout of the client": idle(({ url }) => get(url, { timeout: soon })),
  },
};

export default proof;
