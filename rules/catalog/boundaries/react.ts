/** React takes what an effect returns for its clean-up. */
import type { Taker } from "./taker.ts";

const misuse = {
  message: "takes the promise of its async effect for a clean-up function",
  why: "unmounting fails on it, and no error boundary sees what it rejects with",
  remedy: "start an async function inside the effect, and handle its failure there",
};

const react: Taker = {
  package: "react",
  boundaries: [
    {
      // Only this version, and only for these effects, calls nothing but functions when it unmounts.
      majors: [17, 17],
      members: ["useEffect"],
      callback: [0],
      rejection: "is swallowed",
      misuse: { ...misuse, why: "what it hands back cleans up nothing, and no error boundary sees what it rejects with" },
    },
    {
      members: ["useEffect", "useLayoutEffect", "useInsertionEffect"],
      callback: [0],
      rejection: "is swallowed",
      misuse,
    },
    { members: ["startTransition"], callback: [0], rejection: "is handled" },
  ],
};

export default [react];
