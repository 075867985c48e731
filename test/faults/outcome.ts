import { execFile } from "node:child_process";

/** The exit code of a module run in a process of its own, and what it printed, or the code or name of the error it died of. */
export function outcomeOf(folder: string, module: string): Promise<string> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [module], { cwd: folder, timeout: 60_000 }, (error, stdout, stderr) => {
      const died = /\bERR_\w+|^\w*Error/m.exec(stderr)?.[0] ?? stderr;
      resolve(`${child.exitCode} ${error ? died : stdout.trim().replaceAll("\n", " ")}`.trim());
    });
  });
}
