import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import { type Proof, signal, soon } from "../proof.ts";

type Prepare = (session: ClientHttp2Session, stream: ClientHttp2Stream) => void;

function get(url: string, options: object = {}, prepare: Prepare = () => {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const session = connect(url).on("error", reject);
    const stream = session.request({}, options).on("error", reject).on("end", resolve).resume();
    prepare(session, stream);
  });
}

const proof: Proof = {
  package: "node:http2",
  remedy: "signal",
  // An empty frame of settings: it speaks HTTP/2, and answers nothing.
  greeting: "\0\0\0\x04\0\0\0\0\0",
  ways: {
    request: { call: ({ url }) => get(url), outlasts: 100_000, ends: { silent: "waits", stall: "waits", reset: /./ } },
    "setTimeout of the session": {
      call: ({ url }) => get(url, {}, (session) => session.setTimeout(soon)),
      ends: { silent: "waits", stall: "waits" },
    },
    "setTimeout of the session with a listener that destroys": {
      call: ({ url }) =>
        get(url, {}, (session) => session.setTimeout(soon, () => session.destroy(new Error("timeout")))),
      ends: { silent: /timeout/, stall: /timeout/ },
    },
    "setTimeout of the stream with a listener that destroys": {
      call: ({ url }) =>
        get(url, {}, (_, stream) => stream.setTimeout(soon, () => stream.destroy(new Error("timeout")))),
      ends: { silent: /timeout/, stall: /timeout/ },
    },
    signal: { call: ({ url }) => get(url, { signal: signal() }), ends: { silent: /abort/i, stall: /abort/i } },
  },
};

export default proof;
