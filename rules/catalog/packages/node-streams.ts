import type { Entry } from "../entry.ts";

const facts = {
  package: "node",
  service: "file",
  operations: [],
  waits: { words: "waits for ever" },
  bounds: {},
} as const;

/** Node 20 and 24: what cannot be opened, read or written was seen to end the process. */
const files: Entry = {
  ...facts,
  modules: ["fs"],
  emitters: [
    { members: ["createReadStream", "ReadStream"], is: "stream", when: "the file cannot be opened or read" },
    { members: ["createWriteStream", "WriteStream"], is: "stream", when: "the file cannot be opened or written" },
  ],
};

/** What compresses has nothing to complain of; what is not compressed ends the process that reads it. */
const decompression: Entry = {
  ...facts,
  modules: ["zlib"],
  emitters: [
    {
      members: [
        "createGunzip", "createInflate", "createInflateRaw", "createUnzip", "createBrotliDecompress",
        "Gunzip", "Inflate", "InflateRaw", "Unzip", "BrotliDecompress",
      ],
      is: "stream",
      when: "what it is given is damaged or cut off",
    },
  ],
};

const datagrams: Entry = {
  ...facts,
  modules: ["dgram"],
  service: "rpc",
  emitters: [
    {
      members: ["createSocket"],
      is: "socket",
      when: "it cannot be bound, or a datagram cannot be sent",
      category: "risk",
    },
  ],
};

export default [files, decompression, datagrams];
