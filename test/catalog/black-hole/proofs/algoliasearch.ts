import { type Proof, byDefault, load, soon, total } from "../proof.ts";

const { algoliasearch } = load("algoliasearch");
const search = (port: number, options: object = {}, ofClient: object = {}, accepts = ["readWrite"]) => {
  const hosts = accepts.map((accept) => ({ url: "127.0.0.1", port, protocol: "http", accept }));
  return algoliasearch("app", "key", { hosts, ...ofClient }).searchSingleIndex({ indexName: "i" }, options);
};
const timeouts = { connect: soon, read: soon, write: soon };
const unreachable = /Unreachable hosts/;

const proof: Proof = {
  package: "algoliasearch",
  remedy: "timeouts of the client",
  ways: {
    "search, until the answer begins": byDefault(2000, {
      call: ({ port }) => search(port),
      ends: { silent: unreachable },
    }),
    // Its own hosts are several: the more have failed, the longer the next is waited for.
    "search, over three hosts": byDefault(20_000, {
      call: ({ port }) => search(port, {}, {}, ["readWrite", "read", "read"]),
      ends: { silent: unreachable },
    }),
    "search, until it has ended": byDefault(5000, { call: ({ port }) => search(port), ends: { stall: unreachable } }),
    timeouts: total(({ port }) => search(port, { timeouts }), unreachable),
    "timeouts of the client": total(({ port }) => search(port, {}, { timeouts }), unreachable),
  },
};

export default proof;
