import { waysOf } from "../octokits.ts";
import { type Proof, load } from "../proof.ts";

const { Octokit } = load("octokit");
// It tries again by default, and says so.
const quiet = { retry: { enabled: false }, throttle: { enabled: false } };

const proof: Proof = {
  package: "octokit",
  remedy: "request.signal",
  ways: waysOf(Octokit, quiet),
};

export default proof;
