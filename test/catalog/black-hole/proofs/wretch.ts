import { type Proof, likeFetch, load, signal, soon, total } from "../proof.ts";

const { default: wretch } = load("wretch");
const { abortAddon } = load("wretch/addons");

const proof: Proof = {
  package: "wretch",
  remedy: ".setTimeout",
  ways: {
    get: likeFetch(({ url }) => wretch(url).get().json()),
    ".setTimeout": total(({ url }) => wretch(url).addon(abortAddon()).get().setTimeout(soon).json()),
    "signal of options": total(({ url }) => wretch(url).options({ signal: signal() }).get().json()),
    "signal of the instance": total(({ url }) => wretch(url, { signal: signal() }).post({}).json()),
  },
};

export default proof;
