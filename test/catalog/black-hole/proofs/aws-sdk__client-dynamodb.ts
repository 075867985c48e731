import { type Proof, headers, idle, load, powerless, signal, soon, total, unbounded } from "../proof.ts";

const { DynamoDBClient, GetItemCommand } = load("@aws-sdk/client-dynamodb");
const account = { region: "us-east-1", credentials: { accessKeyId: "id", secretAccessKey: "key" } };
const send = (endpoint: string, requestHandler: object = {}, options: object = {}) =>
  new DynamoDBClient({ ...account, endpoint, maxAttempts: 1, requestHandler }).send(
    new GetItemCommand({ TableName: "t", Key: { id: { S: "1" } } }),
    options,
  );
const throwing = { requestTimeout: soon, throwOnRequestTimeout: true };

const proof: Proof = {
  package: "@aws-sdk/client-dynamodb",
  remedy: "requestHandler with throwOnRequestTimeout and socketTimeout",
  ways: {
    send: unbounded(({ url }) => send(url)),
    "requestHandler.requestTimeout": powerless(({ url }) => send(url, { requestTimeout: soon })),
    "requestHandler.connectionTimeout": powerless(({ url }) => send(url, { connectionTimeout: soon })),
    "requestTimeout of send": powerless(({ url }) => send(url, {}, { requestTimeout: soon })),
    "requestHandler with throwOnRequestTimeout": headers(({ url }) => send(url, throwing)),
    "requestHandler.socketTimeout": idle(({ url }) => send(url, { socketTimeout: soon })),
    "requestHandler with throwOnRequestTimeout and socketTimeout": idle(({ url }) =>
      send(url, { ...throwing, socketTimeout: soon }),
    ),
    abortSignal: total(({ url }) => send(url, {}, { abortSignal: signal() })),
  },
};

export default proof;
