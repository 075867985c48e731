import { type Create, ask, boundsOf, ofClients } from "../chats.ts";
import { type Proof, byDefault, load } from "../proof.ts";

const { default: Groq } = load("groq-sdk");
const create: Create = (baseURL, body, options, ofClient) =>
  new Groq({ ...ofClients, baseURL, ...ofClient }).chat.completions.create(body, options);

const proof: Proof = {
  package: "groq-sdk",
  remedy: "signal",
  ways: {
    create: byDefault(60_000, { call: ({ url }) => ask(create, url), ends: { silent: /timed out/ } }),
    ...boundsOf(create),
  },
};

export default proof;
