/** Every rule. Written by `npm run generate`. */
import type { Rule } from "../core/rule.ts";
import asyncExecutor from "./async/async-executor.ts";
import detachedThrow from "./async/detached-throw.ts";
import doubleSettle from "./async/double-settle.ts";
import escapingRejection from "./async/escaping-rejection.ts";
import floatingPromise from "./async/floating-promise.ts";
import ignoredCallbackError from "./async/ignored-callback-error.ts";
import ignoredSettlement from "./async/ignored-settlement.ts";
import lateHandler from "./async/late-handler.ts";
import missingProcessHandlers from "./async/missing-process-handlers.ts";
import returnedInTry from "./async/returned-in-try.ts";
import unawaitedPromise from "./async/unawaited-promise.ts";
import uncaughtContinues from "./async/uncaught-continues.ts";
import uncoveredHandler from "./async/uncovered-handler.ts";
import unhandledErrorEvent from "./async/unhandled-error-event.ts";
import unhandledIteration from "./async/unhandled-iteration.ts";
import rawError from "./errors/raw-error.ts";
import thrownLiteral from "./errors/thrown-literal.ts";
import abandonedTimer from "./timeouts/abandoned-timer.ts";
import abandonedWork from "./timeouts/abandoned-work.ts";
import disabledTimeout from "./timeouts/disabled-timeout.ts";
import droppedSignal from "./timeouts/dropped-signal.ts";
import idleController from "./timeouts/idle-controller.ts";
import missingClientTimeout from "./timeouts/missing-client-timeout.ts";
import missingTimeout from "./timeouts/missing-timeout.ts";
import scatteredTimeouts from "./timeouts/scattered-timeouts.ts";
import unboundedWait from "./timeouts/unbounded-wait.ts";

export const rules: readonly Rule[] = [
  asyncExecutor,
  detachedThrow,
  doubleSettle,
  escapingRejection,
  floatingPromise,
  ignoredCallbackError,
  ignoredSettlement,
  lateHandler,
  missingProcessHandlers,
  returnedInTry,
  unawaitedPromise,
  uncaughtContinues,
  uncoveredHandler,
  unhandledErrorEvent,
  unhandledIteration,
  rawError,
  thrownLiteral,
  abandonedTimer,
  abandonedWork,
  disabledTimeout,
  droppedSignal,
  idleController,
  missingClientTimeout,
  missingTimeout,
  scatteredTimeouts,
  unboundedWait,
];
