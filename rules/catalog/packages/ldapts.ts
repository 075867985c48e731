import type { Entry } from "../entry.ts";

/** Version 8: a bind to a server that says nothing was seen pending after 100 s (dist/index.cjs sets no time). */
const ldapts: Entry = {
  package: "ldapts",
  service: "rpc",
  operations: [
    { members: ["search", "compare"], containers: ["Client"], options: [], idempotent: true },
    { members: ["bind", "add", "modify", "del", "modifyDN", "exop", "startTLS", "unbind"], containers: ["Client"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [
    {
      members: ["Client"],
      options: [0],
      address: "url",
      needs: [
        { options: ["timeout"], writes: "milliseconds", words: "an operation waits for ever" },
        { options: ["connectTimeout"], writes: "milliseconds", words: "connecting takes for ever" },
      ],
    },
  ],
  retries: 0,
  resources: [{ acquire: { members: ["bind"], containers: ["Client"] }, release: ["unbind"], using: "await using" }],
};

export default [ldapts];
