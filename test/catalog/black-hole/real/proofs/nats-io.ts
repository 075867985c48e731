import { type Proof, load } from "../claim.ts";
import { claimsOf } from "./nats.ts";

const proof: Proof = {
  package: "@nats-io/transport-node",
  claims: claimsOf(load("@nats-io/transport-node").connect),
};

export default proof;
