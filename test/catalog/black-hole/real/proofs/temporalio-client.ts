import { type Peer, type Proof, host, load, soon } from "../claim.ts";

const { Client, Connection } = load("@temporalio/client");

const lazy = ({ port }: Peer) => Connection.lazy({ address: `${host}:${port}` });
const begin = (connection: any) =>
  new Client({ connection }).workflow.start("workflow", { taskQueue: "queue", workflowId: "id" });

const proof: Proof = {
  package: "@temporalio/client",
  claims: [
    {
      title: "Connection.connect, by the default of connectTimeout",
      peer: "silent",
      ends: /Failed to connect before the deadline/,
      after: 10_000,
      attempt: ({ port }) => () => Connection.connect({ address: `${host}:${port}` }),
    },
    {
      title: "Connection.connect with connectTimeout",
      peer: "silent",
      ends: /Failed to connect before the deadline/,
      attempt: ({ port }) => () => Connection.connect({ address: `${host}:${port}`, connectTimeout: soon }),
    },
    {
      title: "WorkflowClient.start",
      peer: "silent",
      attempt: (peer) => () => begin(lazy(peer)),
    },
    {
      title: "WorkflowClient.start that finds nobody, after retries of its own",
      peer: "refused",
      ends: /UNAVAILABLE/,
      after: 10_000,
      attempt: (peer) => () => begin(lazy(peer)),
    },
    {
      title: "WorkflowClient.start with withDeadline",
      peer: "silent",
      ends: /DEADLINE_EXCEEDED|[Dd]eadline exceeded/,
      attempt: (peer) => () => {
        const connection = lazy(peer);
        return connection.withDeadline(Date.now() + soon, () => begin(connection));
      },
    },
  ],
};

export default proof;
