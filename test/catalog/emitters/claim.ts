/** What is claimed of something that emits `error`, and proved by running it: does the process outlive it unheard? */
import type { EventEmitter } from "node:events";

export { called, host, load } from "../black-hole/real/claim.ts";
import type { Proxy } from "../black-hole/real/proxy.ts";

export interface Claim {
  readonly title: string;
  /** The process does not outlive it where nobody listens. */
  readonly ends: boolean;
  /** A real server, behind a proxy that breaks off on command. */
  readonly server?: "postgres" | "mariadb" | "redis" | "rabbitmq" | "mosquitto" | "sshd" | "slapd";
  /** Makes it, hands it to `watch`, brings its failure about, and ends when that has happened. */
  readonly fail: (watch: Watch, peer: Peer) => unknown;
}

/** Adds a listener to `error`, in the run that has one. */
export type Watch = <Emitter extends Pick<EventEmitter, "on">>(emitter: Emitter) => Emitter;

export interface Peer {
  /** Of the proxy, or one on which nobody listens. */
  readonly port: number;
  readonly folder: string;
  readonly proxy?: Proxy;
}
