import type { Entry } from "../entry.ts";

/**
 * Version 1: connecting ends after `readyTimeout`, 20 s by default. What is run after that has no timeout, and a
 * connection that died is noticed by `keepaliveInterval` alone, which is off by default, after `keepaliveCountMax` of
 * them, three by default. `timeout` was seen to end no command.
 */
const ssh2: Entry = {
  package: "ssh2",
  service: "rpc",
  operations: [
    {
      members: ["connect"],
      containers: ["Client"],
      options: [0],
      waits: { limit: 20_000, words: "waits up to 20 seconds" },
    },
    { members: ["exec", "shell", "sftp", "forwardOut"], containers: ["Client"], options: [] },
    { members: ["readFile", "fastGet", "readdir"], containers: ["SFTPWrapper"], options: [], idempotent: true },
    { members: ["writeFile", "fastPut"], containers: ["SFTPWrapper"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [
    {
      members: ["connect"],
      containers: ["Client"],
      options: [0],
      address: "host",
      needs: [
        {
          options: ["keepaliveInterval"],
          writes: "milliseconds",
          words: "nobody notices that the connection died, and a command waits for ever",
        },
      ],
    },
  ],
  retries: 0,
  emitters: [{ members: ["Client"], is: "client", when: "the connection cannot be made, or breaks" }],
  resources: [{ acquire: { members: ["connect"], containers: ["Client"] }, release: ["end", "destroy"] }],
};

export default [ssh2];
