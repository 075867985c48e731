/** Loaded before the program under test (`node --import`): the compiler is killed whenever many questions are put to it at once. */
import childProcess, { type ChildProcess } from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const started: ChildProcess[] = [];
const { spawn } = childProcess;
const { writeSync } = fs;

childProcess.spawn = ((...args: Parameters<typeof spawn>) => {
  const child = spawn(...args);
  started.push(child);
  return child;
}) as typeof spawn;

fs.writeSync = ((descriptor: number, data: NodeJS.ArrayBufferView | string, ...rest: []) => {
  const text = typeof data === "string" ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("latin1");
  if (text.includes("batchRequests")) for (const child of started.splice(0)) child.kill("SIGKILL");
  return writeSync(descriptor, data as string, ...rest);
}) as typeof writeSync;

syncBuiltinESMExports();
