import { type Create, ask, boundsOf, ofClients } from "../chats.ts";
import { type Proof, byDefault, likeFetch, load } from "../proof.ts";

const { default: OpenAI } = load("openai");
const { default: nodeFetch } = load("node-fetch");
const create: Create = (baseURL, body, options, ofClient) =>
  new OpenAI({ ...ofClients, baseURL, ...ofClient }).chat.completions.create(body, options);

const proof: Proof = {
  package: "openai",
  remedy: "signal",
  ways: {
    create: likeFetch(({ url }) => ask(create, url), /timed out|Connection error|terminated/),
    "create, over a fetch that waits for ever": byDefault(600_000, {
      call: ({ url }) => ask(create, url, {}, { fetch: nodeFetch }),
      ends: { silent: /timed out/ },
    }),
    ...boundsOf(create),
  },
};

export default proof;
