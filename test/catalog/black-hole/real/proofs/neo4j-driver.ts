import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const neo4j = load("neo4j-driver");

function open({ port }: Peer, options: object = {}) {
  return neo4j.driver(`bolt://${host}:${port}`, neo4j.auth.basic("neo4j", "neo4j"), options);
}

async function connected(peer: Peer, options: object = {}) {
  const driver = open(peer, options);
  await driver.getServerInfo();
  return driver;
}

const proof: Proof = {
  package: "neo4j-driver",
  claims: [
    {
      title: "executeQuery, by the default of connectionAcquisitionTimeout",
      peer: "silent",
      ends: /Connection acquisition timed out in 60000 ms/,
      after: 60_000,
      attempt: (peer) => () => open(peer, { maxTransactionRetryTime: 0 }).executeQuery("return 1"),
    },
    {
      title: "Session.run, by the default of connectionAcquisitionTimeout",
      peer: "silent",
      ends: /Connection acquisition timed out in 60000 ms/,
      after: 60_000,
      attempt: (peer) => () => open(peer).session().run("return 1"),
    },
    {
      title: "Session.run with connectionAcquisitionTimeout",
      peer: "silent",
      ends: /Connection acquisition timed out/,
      attempt: (peer) => () => open(peer, { connectionAcquisitionTimeout: soon }).session().run("return 1"),
    },
    {
      title: "Session.run with connectionTimeout, which ends when the socket is connected",
      peer: "silent",
      ends: /Connection acquisition timed out in 60000 ms/,
      after: 60_000,
      attempt: (peer) => () => open(peer, { connectionTimeout: 10_000 }).session().run("return 1"),
    },
    {
      title: "Session.run while connecting, by the default of connectionTimeout",
      peer: "unreachable",
      ends: /ServiceUnavailable/,
      after: 30_000,
      attempt: (peer) => () => open(peer).session().run("return 1"),
    },
    {
      title: "Session.run while connecting, with connectionTimeout",
      peer: "unreachable",
      ends: /ServiceUnavailable/,
      attempt: (peer) => () => open(peer, { connectionTimeout: soon }).session().run("return 1"),
    },
    {
      title: "executeQuery with a signal, which is not asked while it connects",
      peer: "silent",
      ends: /Connection acquisition timed out in 60000 ms/,
      after: 60_000,
      attempt: (peer) => () =>
        open(peer, { maxTransactionRetryTime: 0 }).executeQuery("return 1", {}, { signal: AbortSignal.timeout(soon) }),
    },
    {
      title: "Session.run of a server that is connected",
      peer: "bolt",
      attempt: on(connected, (driver) => driver.session().run("return 1")),
    },
    {
      title: "Session.executeRead with timeout, which the server would keep",
      peer: "bolt",
      attempt: on(
        connected,
        (driver) => driver.session().executeRead((tx: any) => tx.run("return 1"), { timeout: soon }),
        { maxTransactionRetryTime: soon },
      ),
    },
    {
      title: "executeQuery of a server that is connected, with a signal, which is heard and then waits for the server",
      peer: "bolt",
      attempt: on(connected, (driver) => driver.executeQuery("return 1", {}, { signal: AbortSignal.timeout(soon) })),
    },
  ],
};

export default proof;
