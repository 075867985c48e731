import { type Proof, load, soon, total, unbounded } from "../proof.ts";

const Consul = load("consul");
const open = (port: number, options: object = {}) => new Consul({ host: "127.0.0.1", port, ...options });

const proof: Proof = {
  package: "consul",
  remedy: "timeout of the client",
  ways: {
    get: unbounded(({ port }) => open(port).kv.get("key")),
    timeout: total(({ port }) => open(port).kv.get({ key: "key", timeout: soon })),
    "timeout of the client": total(({ port }) => open(port, { defaults: { timeout: soon } }).kv.get("key")),
  },
};

export default proof;
