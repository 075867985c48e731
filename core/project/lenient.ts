/** Lets a project that resolves as Node.js does read the sources of a neighbour that is written for a bundler. */
import { ModuleKind, ModuleResolutionKind, type RawCompilerOptions } from "../ts.ts";
import type { Config } from "./configs.ts";
import type { WorkspacePackage } from "./packages.ts";
import { ancestors } from "./paths.ts";

/**
 * Built, such a package suits Node.js; its sources, with imports without extension, do not. A project that depends on
 * one, if only through others, is resolved as a bundler would: that finds all that Node.js finds, and those sources
 * too.
 */
export function createLenience(
  packages: readonly WorkspacePackage[],
  nearest: (folder: string) => Config | undefined,
): (config: Config) => RawCompilerOptions {
  const byName = new Map(packages.map((one) => [one.name, one]));
  const byFolder = new Map(packages.map((one) => [one.folder, one]));
  const isBundled = (one: WorkspacePackage): boolean => {
    const config = nearest(one.folder);
    return one.manifest.type === "module" && config !== undefined && !resolvesAsNode(config.options);
  };
  const reachesBundled = (one: WorkspacePackage, seen: Set<string>): boolean => {
    const { dependencies, devDependencies, peerDependencies } = one.manifest;
    for (const name of Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies })) {
      const other = byName.get(name);
      if (!other || seen.has(name)) continue;
      seen.add(name);
      if (isBundled(other) || reachesBundled(other, seen)) return true;
    }
    return false;
  };
  return ({ folder, options }) => {
    if (!resolvesAsNode(options)) return options;
    const home = [...ancestors(folder)].find((at) => byFolder.has(at));
    if (home === undefined || !reachesBundled(byFolder.get(home)!, new Set())) return options;
    const customConditions = [...new Set([...(options.customConditions ?? []), "node"])];
    return {
      ...options,
      module: ModuleKind.Preserve,
      moduleResolution: ModuleResolutionKind.Bundler,
      customConditions,
    };
  };
}

function resolvesAsNode({ module, moduleResolution }: RawCompilerOptions): boolean {
  if (moduleResolution !== undefined)
    return moduleResolution === ModuleResolutionKind.Node16 || moduleResolution === ModuleResolutionKind.NodeNext;
  return module !== undefined && module >= ModuleKind.Node16 && module <= ModuleKind.NodeNext;
}
