import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { Client } = load("ldapts");

const open = ({ port }: Peer, options: object = {}) => new Client({ url: `ldap://${host}:${port}`, ...options });

async function connected(peer: Peer, options: object = {}) {
  const client = open(peer, options);
  await client.bind("", "");
  return client;
}

const proof: Proof = {
  package: "ldapts",
  claims: [
    {
      title: "bind",
      peer: "silent",
      attempt: (peer) => () => open(peer).bind("", ""),
    },
    {
      title: "search",
      peer: "slapd",
      attempt: on(connected, (client) => client.search("", { scope: "base" })),
    },
    {
      title: "search with connectTimeout alone",
      peer: "slapd",
      attempt: on(connected, (client) => client.search("", { scope: "base" }), { connectTimeout: 5000 }),
    },
    {
      title: "search with timeout",
      peer: "slapd",
      ends: /[Tt]imeout|timed out/,
      attempt: on(connected, (client) => client.search("", { scope: "base" }), { timeout: soon }),
    },
    {
      title: "bind with timeout",
      peer: "silent",
      ends: /[Tt]imeout|timed out/,
      attempt: (peer) => () => open(peer, { timeout: soon }).bind("", ""),
    },
    {
      title: "bind while connecting, with connectTimeout",
      peer: "unreachable",
      ends: /Connection timeout/,
      attempt: (peer) => () => open(peer, { connectTimeout: soon }).bind("", ""),
    },
    {
      title: "bind while connecting",
      peer: "unreachable",
      attempt: (peer) => () => open(peer).bind("", ""),
    },
  ],
};

export default proof;
