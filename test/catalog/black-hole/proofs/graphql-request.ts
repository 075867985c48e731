import { type Proof, likeFetch, load, signal, total } from "../proof.ts";

const { GraphQLClient, request } = load("graphql-request");
const document = "query { a }";
const bounded = (input: string, init: object) => fetch(input, { ...init, signal: signal() });

const proof: Proof = {
  package: "graphql-request",
  remedy: "signal",
  ways: {
    request: likeFetch(({ url }) => request(url, document)),
    "request of a client": likeFetch(({ url }) => new GraphQLClient(url).request(document)),
    signal: total(({ url }) => new GraphQLClient(url).request({ document, signal: signal() })),
    "signal of request": total(({ url }) => request({ url, document, signal: signal() })),
    "signal of the client": total(({ url }) => new GraphQLClient(url, { signal: signal() }).request(document)),
    "fetch of the client": total(({ url }) => new GraphQLClient(url, { fetch: bounded }).request(document)),
  },
};

export default proof;
