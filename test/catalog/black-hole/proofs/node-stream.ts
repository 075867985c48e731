import { connect } from "node:net";
import { Writable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { type Proof, signal, total, unbounded } from "../proof.ts";

const read = (port: number) => connect(port, "127.0.0.1");
const sink = () => new Writable({ write: (_chunk, _encoding, done) => done() });

const proof: Proof = {
  package: "node:stream",
  remedy: "signal of pipeline",
  greeting: "220 ready\r\n",
  ways: {
    pipeline: unbounded(({ port }) => pipeline(read(port), sink())),
    finished: unbounded(({ port }) => finished(read(port).resume())),
    "signal of pipeline": total(({ port }) => pipeline(read(port), sink(), { signal: signal() })),
    "signal of finished": total(({ port }) => finished(read(port).resume(), { signal: signal() })),
  },
};

export default proof;
