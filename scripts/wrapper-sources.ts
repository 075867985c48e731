/** The wrappers as texts, which fixes and `resilint scaffold` write into projects. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { API, type SourceFile } from "../core/ts.ts";
import { stripTypes } from "./strip-types.ts";

/** The module that holds them all. */
export function wrapperSources(root: string): string {
  const files = parsed(root);
  return [
    "/** The standard wrappers as texts, to be written into projects. Written by `npm run generate`. */",
    "export interface WrapperSource {",
    "  readonly ts: string;",
    "  readonly js: string;",
    "  /** The wrappers that it imports. */",
    "  readonly imports: readonly string[];",
    "}",
    "",
    "export const sources: Readonly<Record<string, WrapperSource>> = {",
    ...[...files].flatMap(([name, file]) => entry(name, file)),
    "};",
    "",
  ].join("\n");
}

function entry(name: string, file: SourceFile): string[] {
  const imports = [...file.text.matchAll(/ from "\.\/([\w-]+)\.ts";$/gm)].map(([, each]) => each);
  return [
    `  "${name}": {`,
    `    ts: ${JSON.stringify(file.text)},`,
    `    js: ${JSON.stringify(stripTypes(file))},`,
    `    imports: ${JSON.stringify(imports.sort()).replaceAll(",", ", ")},`,
    "  },",
  ];
}

/** All but the index, by name. */
function parsed(root: string): Map<string, SourceFile> {
  const api = new API({ cwd: root });
  try {
    const place = (path: string): string => join(root, path).replaceAll("\\", "/");
    const project = place("tsconfig.json");
    const snapshot = api.createSnapshot({ openProjects: [project] });
    const program = snapshot.getConfiguredProject(project)?.program;
    const names = readdirSync(`${root}/wrappers`).filter((name) => name.endsWith(".ts") && name !== "index.ts");
    return new Map(
      names.sort().map((name) => {
        const file = program?.getSourceFile(place(`wrappers/${name}`));
        if (!file) throw new Error(`wrappers/${name} is not part of the project`);
        return [name.slice(0, -".ts".length), file];
      }),
    );
  } finally {
    api.close();
  }
}
