import type { Entry } from "../entry.ts";

/**
 * Version 1.24: connecting ends after 10 s, seen; with a connection that is made lazily, starting a workflow was seen pending after 200 s.
 * What bounds a call stands around it: `connection.withDeadline(deadline, call)`. A workflow's result is waited for however long it takes.
 */
const temporal: Entry = {
  package: "@temporalio/client",
  also: ["@temporalio/common"],
  service: "rpc",
  operations: [
    { members: ["connect", "ensureConnected"], containers: ["Connection"], options: [], waits: { limit: 10_000, words: "waits up to 10 seconds" } },
    { members: ["start", "signalWithStart", "count"], containers: ["WorkflowClient"], options: [] },
    { members: ["query", "describe", "cancel", "terminate"], containers: ["WorkflowHandle"], options: [] },
    { members: ["signal"], containers: ["BaseWorkflowHandle"], options: [] },
    { members: ["create"], containers: ["ScheduleClient"], options: [] },
    { members: ["execute"], containers: ["WorkflowClient"], options: [], endless: true },
    { members: ["result"], containers: ["BaseWorkflowHandle"], options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  retries: 9,
  resources: [{ acquire: { members: ["connect", "lazy"], containers: ["Connection"] }, release: ["close"] }],
};

export default [temporal];
