/** `npm run bench -- [--folder <dir>]… [--seed N] [--runs N] [--only cold|keystroke|profile|wrappers|fixes] [--smoke]`. See docs/bench.md. */
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { root, setUp } from "../scripts/set-up.mjs";
import { installPeers } from "./install-peers.mjs";

setUp();
installPeers(join(root, "build", "peers"));
await import(pathToFileURL(join(root, "build", "bench", "main.js")).href);
