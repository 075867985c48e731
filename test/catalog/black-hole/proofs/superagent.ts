import { type Proof, headers, load, soon, total, unbounded } from "../proof.ts";

const request = load("superagent");

const proof: Proof = {
  package: "superagent",
  remedy: ".timeout",
  ways: {
    get: unbounded(({ url }) => request.get(url)),
    post: unbounded(({ url }) => request.post(url).send({})),
    ".timeout": total(({ url }) => request.get(url).timeout(soon)),
    ".timeout of deadline": total(({ url }) => request.get(url).timeout({ deadline: soon })),
    ".timeout of response": headers(({ url }) => request.get(url).timeout({ response: soon })),
    ".timeout of an agent": total(({ url }) => request.agent().timeout(soon).get(url)),
  },
};

export default proof;
