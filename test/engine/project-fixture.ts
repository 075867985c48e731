/** A workspace in a temporary folder, its projects, and what the real compiler makes of them. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { discover, type Workspace } from "../../core/project/discover.ts";
import { toSlashes } from "../../core/project/paths.ts";
import { API } from "../../core/ts.ts";

interface Choice {
  readonly folders?: readonly string[];
  readonly ignored?: RegExp;
  readonly open?: readonly string[];
}

export interface Fixture {
  readonly folder: string;
  /** Discovers in the whole fixture, or in some of its folders. */
  discover(options?: Choice): Workspace;
  /** The files to lint, relative, each with the name of its project. */
  owners(workspace: Workspace): Record<string, string>;
  /** The type of the variable of that name in a file, as the file's own project sees it. */
  typeOf(workspace: Workspace, file: string, variable: string): string;
  programDiagnostics(workspace: Workspace): string[];
}

/** Writes files (relative path to text) and calls `use`; afterwards nothing is left of it. */
export function withFixture(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (fixture: Fixture) => void,
): void {
  const folder = toSlashes(realpathSync(mkdtempSync(path.join(tmpdir(), "resilint-project-"))));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(`${folder}/${name}`), { recursive: true });
    writeFileSync(`${folder}/${name}`, text);
  }
  // The compiler's own folder is elsewhere on purpose: nothing may depend on it.
  const api = new API({ cwd: tmpdir() });
  const programs = (workspace: Workspace) =>
    api.createSnapshot({
      createPrograms: workspace.projects.map(({ rootFiles, options }) => ({ rootFiles, compilerOptions: options })),
    });
  try {
    use({
      folder,
      discover: ({ folders = ["."], ignored, open = [] }: Choice = {}) =>
        discover(
          folders.map((one) => path.posix.join(folder, one)),
          (file) => api.parseConfigFile(file),
          (file) => ignored?.test(file) ?? false,
          open.map((file) => path.posix.join(folder, file)),
        ),
      owners: (workspace) =>
        Object.fromEntries(
          [...workspace.owners].map(([file, index]) => [
            file.slice(folder.length + 1),
            workspace.projects[index]!.name,
          ]),
        ),
      typeOf(workspace, name, variable) {
        const file = `${folder}/${name}`;
        const snapshot = programs(workspace);
        const program = snapshot.operation.createdPrograms[workspace.owners.get(file)!]!;
        const source = program.getSourceFile(file)!;
        const { checker } = snapshot.getProject(program.id)!;
        const type = checker.getTypeAtPosition(file, source.text.indexOf(`${variable} =`))!;
        const text = checker.typeToString(type);
        snapshot.dispose();
        return text;
      },
      programDiagnostics(workspace) {
        const snapshot = programs(workspace);
        const texts = snapshot.operation.createdPrograms.flatMap((program) =>
          program.getProgramDiagnostics().map(({ text }) => text),
        );
        snapshot.dispose();
        return texts;
      },
    });
  } finally {
    api.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A package in node_modules that declares one asynchronous function and nothing else. */
export function typedPackage(name: string, declaration: string): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", types: "index.d.ts" }),
    [`node_modules/${name}/index.d.ts`]: declaration,
  };
}
