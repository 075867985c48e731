/** GraphQL and RPC servers, which answer with the error; and what they tell of one, which nobody waits for. */
import type { Taker } from "./taker.ts";

const handler = { rejection: "is handled", is: "a request handler", asked: true } as const;

const graphql: Taker = {
  package: "@apollo/server",
  also: ["graphql-yoga", "@graphql-tools/schema"],
  boundaries: [
    { members: ["ApolloServer", "createSchema", "makeExecutableSchema"], callback: [0, "resolvers"], ...handler },
    { members: ["startStandaloneServer", "expressMiddleware"], callback: [1, "context"], ...handler },
  ],
};

const trpc: Taker = {
  package: "@trpc/server",
  boundaries: [
    { members: ["query", "mutation", "subscription", "use", "middleware"], callback: [0], ...handler },
    {
      members: [
        "createHTTPServer", "createHTTPHandler", "createExpressMiddleware", "fetchRequestHandler",
        "createNextApiHandler",
      ],
      callback: [0, "onError"],
      rejection: "ends the process",
      is: "a listener",
    },
  ],
};

export default [graphql, trpc];
