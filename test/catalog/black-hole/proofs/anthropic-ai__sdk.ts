import { type Create, ask, boundsOf, ofClients } from "../chats.ts";
import { type Proof, byDefault, likeFetch, load } from "../proof.ts";

const { default: Anthropic } = load("@anthropic-ai/sdk");
const { default: nodeFetch } = load("node-fetch");
const create: Create = (baseURL, body, options, ofClient) =>
  new Anthropic({ ...ofClients, baseURL, ...ofClient }).messages.create(body, options);

const proof: Proof = {
  package: "@anthropic-ai/sdk",
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
