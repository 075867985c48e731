import type { Entry } from "../entry.ts";

/**
 * Version 1: connecting ends after 10 s, calls have no deadline: `start` was seen pending after 200 s. `withDeadline`
 * and `withAbortSignal` of the connection bound what is called inside of them; a call takes nothing itself that a fix
 * could write. `result` waits for the workflow, on purpose.
 */
const temporal: Entry = {
  package: "@temporalio/client",
  also: ["@temporalio/common"],
  service: "rpc",
  operations: [
    {
      members: ["connect", "ensureConnected"], containers: ["Connection"], options: [],
      waits: { limit: 10_000, words: "waits up to 10 seconds" },
    },
    { members: ["start", "signalWithStart"], containers: ["WorkflowClient"], options: [] },
    { members: ["count"], containers: ["WorkflowClient"], options: [], idempotent: true },
    {
      members: ["query", "describe"],
      containers: ["WorkflowHandle", "BaseWorkflowHandle"],
      options: [],
      idempotent: true,
    },
    { members: ["signal", "cancel", "terminate"], containers: ["WorkflowHandle", "BaseWorkflowHandle"], options: [] },
    { members: ["create"], containers: ["ScheduleClient"], options: [] },
    { members: ["execute"], containers: ["WorkflowClient"], options: [], endless: true },
    { members: ["result"], containers: ["WorkflowHandle", "BaseWorkflowHandle"], options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  remedy: { writes: "milliseconds" },
  retries: 9,
  resources: [{ acquire: { members: ["connect", "lazy"], containers: ["Connection"] }, release: ["close"] }],
};

export default [temporal];
