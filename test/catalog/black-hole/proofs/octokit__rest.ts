import { waysOf } from "../octokits.ts";
import { type Proof, load } from "../proof.ts";

const { Octokit } = load("@octokit/rest");

const proof: Proof = {
  package: "@octokit/rest",
  remedy: "request.signal",
  ways: waysOf(Octokit),
};

export default proof;
