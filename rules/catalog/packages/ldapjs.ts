import type { Entry } from "../entry.ts";

/** Version 3: `timeout` and `connectTimeout` are 0 by default; a bind was seen pending after 100 s. */
const ldapjs: Entry = {
  package: "ldapjs",
  service: "database",
  operations: [
    { members: ["bind", "starttls", "unbind", "exop"], containers: ["Client"], options: [] },
    { members: ["search", "compare"], containers: ["Client"], options: [], idempotent: true },
    { members: ["add", "modify", "del", "modifyDN"], containers: ["Client"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: { timeout: "milliseconds" },
  clients: [
    {
      members: ["createClient"],
      options: [0],
      address: "url",
      needs: [
        { options: ["timeout"], writes: "milliseconds", words: "an operation waits for ever" },
        {
          options: ["connectTimeout"],
          writes: "milliseconds",
          words: "connecting takes as long as the system lets it",
        },
      ],
    },
  ],
  retries: 0,
  emitters: [{ members: ["createClient"], is: "client", when: "the connection cannot be made, or breaks" }],
  resources: [{ acquire: { members: ["createClient"] }, release: ["unbind", "destroy"] }],
};

export default [ldapjs];
