/** What is claimed of a package, and proved by running it: how long its calls wait, and what ends them. */
import { createRequire } from "node:module";
import { root } from "../../../harness/paths.ts";

export interface Claim {
  readonly title: string;
  readonly peer: PeerName;
  /**
   * The error that ends it, as `name code message`, or `resolved`. Where there is none it waits for ever. Each bound
   * has its own error, so that a client that merely cannot connect proves nothing.
   */
  readonly ends?: RegExp;
  /** It ends by itself, after this many milliseconds at the earliest: a default, tried on a clock that runs fast. */
  readonly after?: number;
  /** The peer keeps answering, and is only slow; or the attempt stalls it by itself. */
  readonly lively?: true;
  /** Makes ready what is needed while the peer still answers, and hands back what is then tried. */
  readonly attempt: (peer: Peer) => Attempt | Promise<Attempt>;
}

export interface Proof {
  readonly package: string;
  readonly claims: readonly Claim[];
}

export type Attempt = () => unknown;

export interface Peer {
  readonly port: number;
  /** Of a real server, the folder that holds its keys. */
  readonly folder: string;
  /** From now on it does not answer any more. */
  stall(): void;
}

export type PeerName =
  /** Accepts connections and never says a word. */
  | "silent"
  /** Does not even accept them. */
  | "unreachable"
  /** Nobody listens. */
  | "refused"
  /** A database that says hello as MongoDB does, and no more. */
  | "mongo"
  /** The same of Neo4j. */
  | "bolt"
  /** A real server, which answers until the attempt begins. */
  | "postgres" | "mariadb" | "redis" | "rabbitmq" | "memcached" | "mosquitto" | "nats" | "slapd" | "sshd";

export const host = "127.0.0.1";

/** How long a bound of a claim is: short, and still enough for what is made ready under it. */
export const soon = 400;

/** A package of test/catalog, as its code is: typed nowhere, for types are what these proofs do not trust. */
export const load: (name: string) => any = createRequire(`${root}/test/catalog/package.json`);

/** Attempts something on what is made while the peer still answers, with options if there are any. */
export function on(
  make: (peer: Peer, options?: any) => any, attempt: (made: any) => unknown, options?: object,
): Claim["attempt"] {
  return async (peer) => {
    const made = await make(peer, options);
    return () => attempt(made);
  };
}

/** What hands its outcome to a callback. */
export function called(run: (done: (error: unknown, value?: unknown) => void) => void): Promise<unknown> {
  return new Promise((resolve, reject) => run((error, value) => (error ? reject(error) : resolve(value))));
}
