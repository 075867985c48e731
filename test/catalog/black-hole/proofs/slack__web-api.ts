import { type Proof, likeFetch, load, soon, total } from "../proof.ts";

const { WebClient } = load("@slack/web-api");
// It tries again for half an hour by default.
const post = (slackApiUrl: string, options: object = {}) =>
  new WebClient("token", { slackApiUrl, retryConfig: { retries: 0 }, ...options }).chat.postMessage({
    channel: "c",
    text: "?",
  });

const proof: Proof = {
  package: "@slack/web-api",
  remedy: "timeout of the client",
  ways: {
    "chat.postMessage": likeFetch(({ url }) => post(url)),
    "timeout of the client": total(({ url }) => post(url, { timeout: soon })),
  },
};

export default proof;
