/** Functions of libraries that hand back the function they are given, or one that does what it does. */
import type { Origin } from "../../core/callee.ts";

const wrappers: readonly { readonly package: RegExp; readonly members: RegExp }[] = [
  { package: /^p?react$/, members: /^(useCallback|useEffectEvent)$/ },
  {
    package: /^(lodash(-es|\.(debounce|throttle|once|memoize))?|es-toolkit|underscore|throttle-debounce|debounce)$/,
    members: /^(default|debounce|throttle|once|memoize)$/,
  },
  {
    package: /^(ahooks|usehooks-ts|react-use|use-debounce)$/,
    members: /^(useMemoizedFn|useEventCallback|useDebouncedCallback)$/,
  },
];

export function handsBackItsArgument({ package: pack, member }: Origin): boolean {
  return wrappers.some((each) => each.package.test(pack) && each.members.test(member));
}

/** `useMemo(() => value)` stands for the value. */
export function handsBackItsResult({ package: pack, member }: Origin): boolean {
  return /^p?react$/.test(pack) && member === "useMemo";
}
