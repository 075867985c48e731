/** The ways to send a command with a client of the AWS SDK: they are the same for every service. */
import { type Proof, headers, idle, powerless, signal, soon, total, unbounded } from "./proof.ts";

/** What every client is made with. It tries again by default. */
export const account = { region: "us-east-1", credentials: { accessKeyId: "id", secretAccessKey: "key" }, maxAttempts: 1 };

/** `send` makes a client for an endpoint, with the options of its request handler, and sends with options of the call. */
export function sending(
  send: (endpoint: string, requestHandler: object, options: object) => unknown,
): Pick<Proof, "remedy" | "ways"> {
  const throwing = { requestTimeout: soon, throwOnRequestTimeout: true };
  const madeWith = (requestHandler: object) => (server: { readonly url: string }) => send(server.url, requestHandler, {});
  return {
    remedy: "requestHandler with throwOnRequestTimeout and socketTimeout",
    ways: {
      send: unbounded(madeWith({})),
      "requestHandler.requestTimeout": powerless(madeWith({ requestTimeout: soon })),
      "requestHandler.connectionTimeout": powerless(madeWith({ connectionTimeout: soon })),
      "requestTimeout of send": powerless(({ url }) => send(url, {}, { requestTimeout: soon })),
      "requestHandler with throwOnRequestTimeout": headers(madeWith(throwing)),
      "requestHandler.socketTimeout": idle(madeWith({ socketTimeout: soon })),
      "requestHandler with throwOnRequestTimeout and socketTimeout": idle(madeWith({ ...throwing, socketTimeout: soon })),
      abortSignal: total(({ url }) => send(url, {}, { abortSignal: signal() })),
    },
  };
}
