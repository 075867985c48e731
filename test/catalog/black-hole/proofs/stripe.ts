import { type Proof, byDefault, idle, load, soon } from "../proof.ts";

const Stripe = load("stripe");
const open = (port: number, options: object = {}) =>
  new Stripe("sk_test_key", { host: "127.0.0.1", port, protocol: "http", maxNetworkRetries: 0, ...options });

const proof: Proof = {
  package: "stripe",
  remedy: "timeout",
  ways: {
    retrieve: byDefault(
      80_000,
      idle(({ port }) => open(port).customers.retrieve("c")),
    ),
    timeout: idle(({ port }) => open(port).customers.create({}, { timeout: soon })),
    "timeout of the client": idle(({ port }) => open(port, { timeout: soon }).customers.create({})),
  },
};

export default proof;
