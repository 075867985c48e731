import type { Entry } from "../entry.ts";

/** Version 3: a bind to a server that says nothing was seen pending after 100 s (lib/client/client.js sets no time). Its client connects as it is made. */
const ldapjs: Entry = {
  package: "ldapjs",
  service: "rpc",
  operations: [
    { members: ["search", "compare"], containers: ["Client"], options: [], idempotent: true },
    { members: ["bind", "add", "modify", "del", "modifyDN", "exop", "starttls", "unbind"], containers: ["Client"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [
    {
      members: ["createClient"],
      options: [0],
      address: "url",
      needs: [
        { options: ["timeout"], writes: "milliseconds", words: "an operation waits for ever" },
        { options: ["connectTimeout"], writes: "milliseconds", words: "connecting takes for ever" },
      ],
    },
  ],
  retries: 0,
  emitters: ["Client"],
  resources: [{ acquire: { members: ["createClient"] }, release: ["unbind", "destroy"] }],
};

export default [ldapjs];
