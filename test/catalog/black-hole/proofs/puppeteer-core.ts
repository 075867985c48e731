import { type Proof, load, powerless, soon, unbounded } from "../proof.ts";

const puppeteer = load("puppeteer-core");
const connect = (port: number, options: object = {}) =>
  puppeteer.connect({ browserWSEndpoint: `ws://127.0.0.1:${port}`, ...options });

const proof: Proof = {
  package: "puppeteer-core",
  ways: {
    "connect to browserWSEndpoint": {
      ...unbounded(({ port }) => connect(port)),
      ends: { silent: "waits", reset: /./ },
    },
    "connect to browserURL": {
      ...unbounded(({ url }) => puppeteer.connect({ browserURL: url })),
      ends: { silent: "waits", reset: /./ },
    },
    protocolTimeout: powerless(({ port }) => connect(port, { protocolTimeout: soon })),
  },
};

export default proof;
