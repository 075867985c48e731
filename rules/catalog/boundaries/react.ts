/** React takes what an effect returns for its clean-up. */
import type { Taker } from "./taker.ts";

const react: Taker = {
  package: "react",
  boundaries: [
    {
      members: ["useEffect", "useLayoutEffect", "useInsertionEffect"],
      callback: [0],
      rejection: "is swallowed",
      misuse: {
        message: "takes the promise of its async effect for a clean-up function",
        why: "unmounting fails on it, and no error boundary sees what it rejects with",
        remedy: "start an async function inside the effect, and handle its failure there",
      },
    },
    { members: ["startTransition"], callback: [0], rejection: "is handled" },
  ],
};

export default [react];
