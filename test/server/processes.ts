/** The processes below a process, as Linux shows them. */
import { readFileSync, readdirSync } from "node:fs";

/** Ids of all descendants that are alive: one that ended and was not waited for does not count. */
export function descendants(of: number): number[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
  const children = all.filter((id) => parentOf(id) === of);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

export function isAlive(id: number): boolean {
  return parentOf(id) !== undefined;
}

/** The first state that fits, looked at again and again: processes tell nobody when they end. */
export async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await new Promise((resolve) => setTimeout(resolve, 10));
}

function parentOf(id: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : Number(parent);
  } catch {
    return undefined;
  }
}
