import { type Proof, likeFetch, load, soon, total } from "../proof.ts";

const { App } = load("@slack/bolt");
const post = (slackApiUrl: string, options: object = {}) => {
  const clientOptions = { slackApiUrl, retryConfig: { retries: 0 }, ...options };
  const authorize = () => Promise.resolve({ botToken: "token" });
  return new App({ authorize, signingSecret: "secret", clientOptions }).client.chat.postMessage({
    channel: "c",
    text: "?",
  });
};

const proof: Proof = {
  package: "@slack/bolt",
  remedy: "clientOptions.timeout",
  ways: {
    "chat.postMessage": likeFetch(({ url }) => post(url)),
    "clientOptions.timeout": total(({ url }) => post(url, { timeout: soon })),
  },
};

export default proof;
