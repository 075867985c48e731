import { type Peer, type Proof, called, host, load, on, soon } from "../claim.ts";

const ldap = load("ldapjs");

const open = ({ port }: Peer, options: object = {}) =>
  ldap.createClient({ url: `ldap://${host}:${port}`, ...options }).on("error", () => {});
const bind = (client: any) => called((done) => client.bind("", "", done));

async function connected(peer: Peer, options: object = {}) {
  const client = open(peer, options);
  await bind(client);
  return client;
}

/** A search hands out an emitter, whose end is that of the search. */
function search(client: any) {
  return called((done) =>
    client.search("", { scope: "base" }, (error: unknown, found: any) => {
      if (error) return done(error);
      found.on("end", () => done(null)).on("error", done);
    }),
  );
}

const proof: Proof = {
  package: "ldapjs",
  claims: [
    {
      title: "bind",
      peer: "slapd",
      attempt: on(connected, (client) => bind(client)),
    },
    {
      title: "search",
      peer: "slapd",
      attempt: on(connected, (client) => search(client)),
    },
    {
      title: "bind with timeout",
      peer: "slapd",
      ends: /TimeoutError|timeout/,
      attempt: on(connected, (client) => bind(client), { timeout: soon }),
    },
    {
      title: "search with timeout",
      peer: "slapd",
      ends: /TimeoutError|timeout/,
      attempt: on(connected, (client) => search(client), { timeout: soon }),
    },
    {
      title: "bind with connectTimeout, which ends when the socket is connected",
      peer: "silent",
      attempt: (peer) => {
        const binding = bind(open(peer, { connectTimeout: soon }));
        return () => binding;
      },
    },
    {
      title: "connecting with connectTimeout",
      peer: "unreachable",
      ends: /connection timeout|connectTimeout/i,
      attempt: (peer) => () =>
        called((done) => open(peer, { connectTimeout: soon }).on("connectTimeout", done).on("error", done)),
    },
  ],
};

export default proof;
