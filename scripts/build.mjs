/** `npm run build`: compiles everything into build/. */
import { build, install } from "./set-up.mjs";

install();
if (!build()) process.exitCode = 1;
