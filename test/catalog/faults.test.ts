/** The faults of real clients are real, and the fixes end them: see test/faults. */
import { clients } from "../faults/proofs/clients.ts";
import { prove } from "../faults/proving.ts";
import { root } from "../harness/paths.ts";

prove(clients, `${root}/test/catalog`);
