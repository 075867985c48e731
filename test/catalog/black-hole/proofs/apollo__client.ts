import { type Proof, likeFetch, load, signal, total } from "../proof.ts";

const { ApolloClient, HttpLink, InMemoryCache, gql } = load("@apollo/client");
const query = gql`
  query {
    a
  }
`;
const mutation = gql`
  mutation {
    a
  }
`;
const bounded = (input: string, init: object) => fetch(input, { ...init, signal: signal() });
const open = (uri: string, options: object = {}) =>
  new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri, ...options }) });
const context = () => ({ fetchOptions: { signal: signal() } });

const proof: Proof = {
  package: "@apollo/client",
  remedy: "context.fetchOptions.signal",
  ways: {
    query: likeFetch(({ url }) => open(url).query({ query })),
    mutate: likeFetch(({ url }) => open(url).mutate({ mutation })),
    "context.fetchOptions.signal": total(({ url }) => open(url).query({ query, context: context() })),
    "context.fetchOptions.signal of mutate": total(({ url }) => open(url).mutate({ mutation, context: context() })),
    "fetch of the link": total(({ url }) => open(url, { fetch: bounded }).query({ query })),
  },
};

export default proof;
