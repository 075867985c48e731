/** Every fix that is proved here. */
import type { Proof } from "./proof.ts";
import { callbacks } from "./proofs/callbacks.ts";
import { promises } from "./proofs/promises.ts";
import { streams } from "./proofs/streams.ts";
import { waits } from "./proofs/waits.ts";

export const proofs: readonly Proof[] = [...promises, ...callbacks, ...streams, ...waits];
