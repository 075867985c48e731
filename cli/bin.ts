#!/usr/bin/env node
import { run } from "./main.ts";

// A reader that has seen enough (`resilint | head`) closes the pipe: that is no fault, and nothing to talk about.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// Setting the code instead of calling `process.exit` lets what was written reach a slow pipe. No SIGINT handler is
// installed on purpose: the engine blocks this thread, so only the system's own handling ends the process at once on
// Ctrl-C (130).
process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});
