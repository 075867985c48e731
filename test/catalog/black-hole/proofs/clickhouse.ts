import { type Proof, byDefault, headers, idle, load, signal, soon } from "../proof.ts";

const { createClient } = load("@clickhouse/client");

async function query(url: string, options: object = {}, call: object = {}) {
  const client = createClient({ url, log: { level: 127 }, ...options });
  return (await client.query({ query: "select 1", ...call })).json();
}

const proof: Proof = {
  package: "@clickhouse/client",
  remedy: "request_timeout",
  ways: {
    query: byDefault(30_000, idle(({ url }) => query(url))),
    request_timeout: idle(({ url }) => query(url, { request_timeout: soon })),
    abort_signal: headers(({ url }) => query(url, {}, { abort_signal: signal() })),
  },
};

export default proof;
