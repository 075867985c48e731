/** Small projects on disk for the server to read, and texts with findings that the tests know. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TestContext } from "node:test";

const tsconfig = JSON.stringify({
  compilerOptions: { strict: true, target: "es2022", module: "nodenext", noEmit: true },
  include: ["**/*"],
});

/** The project's standard error: with it, every bare `Error` is a finding of `raw-error`. */
export const errors = `export class AppError extends Error {
  constructor(message: string, readonly code: string = "INTERNAL", options?: ErrorOptions) {
    super(message, options);
  }
}
export const missing = () => { throw new AppError("no such user", "NOT_FOUND"); };
export const taken = () => { throw new AppError("name is taken", "CONFLICT"); };
export const denied = () => { throw new AppError("not yours", "FORBIDDEN"); };
`;

/** Two findings of \`raw-error\`: at lines 3 and 4, counted from zero. */
export const user = `import { missing } from "./errors.js";

export function rename(user: { name: string } | undefined, name: string) {
  if (name === "") throw new Error("a name cannot be empty");
  if (name.length > 100) throw new Error("a name cannot be that long");
  if (!user) return missing();
  user.name = name;
}
`;

export const sound = "export const answer = 42;\n";

export class TestFolder {
  readonly path: string;

  constructor(t: TestContext, files: Readonly<Record<string, string>>) {
    // With symbolic links resolved, and a space: what the server says must name the files as the client does.
    this.path = realpathSync(mkdtempSync(join(tmpdir(), "resilint server-")));
    t.after(() => rmSync(this.path, { recursive: true, force: true, maxRetries: 3 }));
    for (const [name, text] of Object.entries({ "tsconfig.json": tsconfig, "package.json": "{}", ...files })) {
      this.write(name, text);
    }
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), "utf8");
  }

  remove(name: string): void {
    rmSync(join(this.path, name));
  }

  uri(name = ""): string {
    return pathToFileURL(join(this.path, name)).href;
  }
}

/** A project with two findings in user.ts, and none elsewhere. */
export function userProject(t: TestContext, more: Readonly<Record<string, string>> = {}): TestFolder {
  return new TestFolder(t, { "errors.ts": errors, "user.ts": user, "sound.ts": sound, ...more });
}
