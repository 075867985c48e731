/**
 * The engine's thread. It answers one job at a time, in the order they come: the compiler's API blocks, so there is
 * nothing to gain from more. What comes first is decided on the other side.
 *
 * Nothing of the workspace is ever run here: sources are parsed, settings files are read as data. That is why the
 * server may work in untrusted workspaces.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { Notice } from "../../core/finding.ts";
import { openSession, type SessionApi } from "../../core/session.ts";
import { protections } from "../../rules/intents/protections.ts";
import { rules } from "../../rules/index.ts";
import type { Answer, Checked, Job, WorkerData } from "./messages.ts";

interface Opened {
  readonly session: SessionApi;
  /** The notices that were already told. */
  readonly told: Set<string>;
}

const stop = new Int32Array((workerData as WorkerData).stop);
const sessions = new Map<string, Opened>();

parentPort?.on("message", (job: Job) => {
  parentPort?.postMessage(answer(job));
});

function answer(job: Job): Answer {
  try {
    if (job.method === "dispose") return { id: job.id, value: close(job.folder), notices: [] };
    const opened = open(job);
    for (const [file, text] of job.texts) {
      if (text === undefined) opened.session.clearText(file);
      else opened.session.setText(file, text);
    }
    if (job.disk.length > 0) opened.session.diskChanged(job.disk);
    const value = ask(opened.session, job);
    return { id: job.id, value, notices: news(opened) };
  } catch (error) {
    return { id: job.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error), notices: [] };
  }
}

function open(job: Job): Opened {
  if (job.open) {
    close(job.folder);
    sessions.set(job.folder, { session: openSession({ folders: [job.folder], rules, refactorings: protections, ...job.open }), told: new Set() });
  }
  const opened = sessions.get(job.folder);
  if (!opened) throw new Error(`no session is open for ${job.folder}`);
  return opened;
}

function close(folder: string): void {
  sessions.get(folder)?.session.dispose();
  sessions.delete(folder);
}

function ask(session: SessionApi, job: Job): unknown {
  if (job.method === "check") return check(session, job.args[0] as string[]);
  // The caller's side is typed by the session's own signatures (see messages.ts), so the arguments fit.
  const method = session[job.method] as (...args: readonly unknown[]) => unknown;
  return method.apply(session, [...job.args]);
}

function check(session: SessionApi, files: readonly string[]): Checked {
  const reports = session.check(files, { cancelled: () => Atomics.load(stop, 0) !== 0 });
  return { reports, stopped: Atomics.load(stop, 0) !== 0 };
}

function news({ session, told }: Opened): Notice[] {
  return session.notices().filter((notice) => {
    const key = JSON.stringify(notice);
    return !told.has(key) && told.add(key);
  });
}
