/** Resources that are acquired in order, released in reverse, and never left behind. */
import { bounded, reasonOf } from "./bounded.ts";
import { type Work, checkNumber, setCause, start } from "./work.ts";

export interface ResourceScopeOptions {
  /** How many milliseconds each resource gets to be released: 5000 unless told. */
  readonly releaseWithin?: number | undefined;
}

/** Releases a resource. The signal is aborted when its time is up. */
export type Release<R> = (resource: R, signal: AbortSignal) => PromiseLike<unknown> | unknown;

/**
 * Resources that live and end together:
 *
 *     await using scope = new ResourceScope();
 *     const database = await scope.acquire("database", () => connect(url), (database) => database.end());
 *     const consumer = await scope.acquire("consumer", () => subscribe(database), (consumer) => consumer.close());
 *
 * Where `await using` is not at hand, call `close()` in a `finally`.
 */
export class ResourceScope {
  readonly #releaseWithin: number;
  #held: Held[] = [];
  #closing: Promise<void> | undefined;

  constructor(options: ResourceScopeOptions = {}) {
    const { releaseWithin = 5_000 } = options;
    checkNumber("releaseWithin", releaseWithin);
    this.#releaseWithin = releaseWithin;
  }

  /** Whether the scope is closed or closing. It takes nothing more then. */
  get closed(): boolean {
    return this.#closing !== undefined;
  }

  /**
   * Opens a resource and holds it until the scope is closed. A failed start is rolled back: when it cannot be opened,
   * all that the scope holds is released, and then the promise rejects with a {@link ResourceError} whose cause is the
   * failure.
   *
   * `open` gets a signal that is aborted when the scope is closed meanwhile; what it opens even so is released at once.
   */
  async acquire<R>(name: string, open: Work<R>, release: Release<R>): Promise<R> {
    if (this.closed) throw new ResourceError("SCOPE_CLOSED", name, `"${name}" was asked of a scope that is closed.`);
    const opening = new AbortController();
    const opened = start(open, opening.signal);
    const held: Held = { name, opening, release: (signal) => releaseOpened(opened, release, signal) };
    this.#held.push(held);
    let resource: R;
    try {
      resource = await opened;
    } catch (error) {
      this.#held = this.#held.filter((each) => each !== held);
      throw await this.#rolledBack(name, error);
    }
    if (this.closed) throw new ResourceError("SCOPE_CLOSED", name, `The scope was closed while "${name}" was opened.`);
    held.opening = undefined;
    return resource;
  }

  /**
   * Releases everything, the last acquired first, one after the other and each within its time. All get their turn even
   * when some fail; then the promise rejects with an AggregateError of one {@link ResourceError} each. Closing a second
   * time changes nothing and gives the same promise.
   */
  close(): Promise<void> {
    this.#closing ??= this.#releaseAll();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #releaseAll(): Promise<void> {
    const held = this.#held.reverse();
    this.#held = [];
    for (const { name, opening } of held) {
      opening?.abort(new ResourceError("SCOPE_CLOSED", name, `The scope was closed while "${name}" was opened.`));
    }
    const limit = this.#releaseWithin;
    const failures: ResourceError[] = [];
    for (const { name, release } of held) {
      const late = new ResourceError("RELEASE_TIMEOUT", name, `"${name}" was not released within ${limit} ms.`);
      try {
        await bounded(release, limit, () => late);
      } catch (error) {
        const failure = `"${name}" was not released: ${reasonOf(error)}`;
        failures.push(error === late ? late : new ResourceError("RELEASE_FAILED", name, failure, error));
      }
    }
    if (failures.length === 0) return;
    const names = failures.map(({ resource }) => resource).join(", ");
    throw new AggregateError(failures, `${failures.length} of ${held.length} resources were not released: ${names}.`);
  }

  async #rolledBack(name: string, error: unknown): Promise<ResourceError> {
    const message = `"${name}" could not be acquired: ${reasonOf(error)}`;
    try {
      await this.close();
    } catch (rollback) {
      return new ResourceError("ACQUIRE_FAILED", name, message, error, rollback);
    }
    return new ResourceError("ACQUIRE_FAILED", name, message, error);
  }
}

export type ResourceErrorCode = "ACQUIRE_FAILED" | "RELEASE_FAILED" | "RELEASE_TIMEOUT" | "SCOPE_CLOSED";

/** A resource could not be acquired or not be released. `cause` is the failure itself. */
export class ResourceError extends Error {
  override readonly name = "ResourceError";
  readonly code: ResourceErrorCode;
  /** The name it was given. */
  readonly resource: string;
  /** What failed when the resources acquired before were released again; undefined when nothing did. */
  readonly rollback: unknown;

  constructor(what: ResourceErrorCode, resource: string, message: string, cause?: unknown, rollback?: unknown) {
    super(message);
    if (cause !== undefined) setCause(this, cause);
    this.code = what;
    this.resource = resource;
    this.rollback = rollback;
  }
}

interface Held {
  readonly name: string;
  readonly release: (signal: AbortSignal) => Promise<void>;
  /** Stops the opening; undefined when it is done, as the signal may then belong to the resource. */
  opening: AbortController | undefined;
}

async function releaseOpened<R>(opened: Promise<R>, release: Release<R>, signal: AbortSignal): Promise<void> {
  let resource: R;
  try {
    resource = await opened;
  } catch {
    // Whoever asked for it was told, and there is nothing to release.
    return;
  }
  await release(resource, signal);
}
