import { type Proof, likeFetch, load, signal, total } from "../proof.ts";

const { createTRPCClient, httpBatchLink, httpLink } = load("@trpc/client");
const bounded = (input: string, init: object) => fetch(input, { ...init, signal: signal() });
const open = (url: string, options: object = {}) => createTRPCClient({ links: [httpBatchLink({ url, ...options })] });

const proof: Proof = {
  package: "@trpc/client",
  remedy: "signal",
  ways: {
    query: likeFetch(({ url }) => open(url).a.query()),
    mutate: likeFetch(({ url }) => createTRPCClient({ links: [httpLink({ url })] }).a.mutate()),
    signal: total(({ url }) => open(url).a.query(undefined, { signal: signal() })),
    "signal of mutate": total(({ url }) => open(url).a.mutate({}, { signal: signal() })),
    "fetch of the link": total(({ url }) => open(url, { fetch: bounded }).a.query()),
  },
};

export default proof;
