/**
 * The faults are real and the fixes end them: each program is run beside what the fix makes of it, in processes of their
 * own, while a service that it needs does not answer, breaks off or fails.
 */
import { root } from "../harness/paths.ts";
import { proofs } from "./proofs.ts";
import { prove } from "./proving.ts";

prove(proofs, root);
