/** Node's functions that end in a callback: what that hands back is dropped. */
import type { Taker } from "./taker.ts";

const files: Taker = {
  package: "node",
  modules: ["fs"],
  boundaries: [
    {
      members: [
        "access", "appendFile", "close", "copyFile", "cp", "exists", "lstat", "mkdir", "mkdtemp", "open", "readFile",
        "readdir", "readlink", "realpath", "rename", "rm", "rmdir", "stat", "unlink", "watch", "watchFile", "writeFile",
      ],
      callback: [1],
      rest: true,
      rejection: "ends the process",
    },
  ],
};

const others: Taker = {
  package: "node",
  modules: ["child_process", "crypto", "dns", "readline", "stream", "zlib"],
  boundaries: [
    {
      members: [
        "deflate", "exec", "execFile", "finished", "generateKeyPair", "gunzip", "gzip", "inflate", "lookup",
        "pbkdf2", "pipeline", "question", "randomBytes", "resolve", "resolve4", "resolve6", "reverse", "scrypt",
      ],
      callback: [1],
      rest: true,
      rejection: "ends the process",
    },
  ],
};

const channels: Taker = {
  package: "node",
  modules: ["diagnostics_channel"],
  boundaries: [{ members: ["subscribe"], callback: [0], rest: true, rejection: "ends the process", is: "a listener" }],
};

export default [files, others, channels];
