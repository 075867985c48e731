/** What the suite asks of the editor, each with its waiting: for a state that is told, never for a time. */
import { execFileSync } from "node:child_process";
import {
  CodeActionKind,
  commands,
  ConfigurationTarget,
  extensions,
  languages,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type CodeAction,
  type Diagnostic,
  type TextDocument,
} from "vscode";

/** How long a state may take on a loaded machine before the test says what it saw instead. */
const patience = 45_000;

function folder(name: string): Uri {
  const found = workspace.workspaceFolders?.find((each) => each.name === name);
  if (!found) throw new Error(`the fixture's folder ${name} is not open`);
  return found.uri;
}

export function fileUri(path: string): Uri {
  const [root = "", ...rest] = path.split("/");
  return Uri.joinPath(folder(root), ...rest);
}

export async function open(path: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(fileUri(path));
  await window.showTextDocument(document);
  return document;
}

export async function activateExtension(): Promise<void> {
  await extensions.getExtension("resilint.resilint")?.activate();
}

/** Our findings in a file. */
export function findings(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter((each) => each.source === "resilint");
}

export function rule(diagnostic: Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === "object" ? code.value : code);
}

export function rules(uri: Uri): string[] {
  return findings(uri).map(rule).sort();
}

/** Waits until exactly these rules report in a file, each as often as it is named. */
export async function untilRules(uri: Uri, ...expected: readonly string[]): Promise<void> {
  const wanted = JSON.stringify([...expected].sort());
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (JSON.stringify(rules(uri)) !== wanted) return;
      end();
      resolve();
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`waited for ${wanted} in ${uri.path}, last saw ${JSON.stringify(rules(uri))}`));
    }, patience);
    const listener = languages.onDidChangeDiagnostics(look);
    const end = (): void => {
      clearTimeout(timer);
      listener.dispose();
    };
    look();
  });
}

/**
 * The code actions on a finding, resolved. The editor cancels such a request when any extension registers a provider
 * meanwhile, as TypeScript's own does several times while it starts: then it is asked again.
 */
export async function actions(uri: Uri, range: Range, kind: CodeActionKind): Promise<CodeAction[]> {
  for (const started = Date.now(); ; ) {
    try {
      return await commands.executeCommand("vscode.executeCodeActionProvider", uri, range, kind.value, 20);
    } catch (error) {
      const cancelled = error instanceof Error && (error.name === "Canceled" || error.message === "Canceled");
      if (!cancelled || Date.now() - started > patience) throw error;
    }
  }
}

export async function apply(action: CodeAction | undefined): Promise<void> {
  if (!action?.edit) throw new Error(`no edit comes with the code action ${action?.title ?? "(none was offered)"}`);
  if (!(await workspace.applyEdit(action.edit))) throw new Error(`the editor refused the edit of "${action.title}"`);
}

/**
 * Runs a command whose edit the editor shows in its refactor preview, and answers there. No event tells that the preview is
 * up, and before that the answer has no effect: it is given until the command is done.
 */
export async function throughPreview<T>(answer: "apply" | "discard", command: string, ...args: unknown[]): Promise<T> {
  let isDone = false;
  const running = Promise.resolve(commands.executeCommand<T>(command, ...args)).finally(() => (isDone = true));
  while (!isDone) await commands.executeCommand(`refactorPreview.${answer}`);
  return running;
}

export async function replaceAll(document: TextDocument, from: string, to: string): Promise<void> {
  const editor = await window.showTextDocument(document);
  const start = document.getText().indexOf(from);
  if (start < 0) throw new Error(`"${from}" is not in ${document.uri.path}`);
  const range = new Range(document.positionAt(start), document.positionAt(start + from.length));
  if (!(await editor.edit((edit) => edit.replace(range, to)))) throw new Error("the editor refused the edit");
}

/** Sets one of our settings for a folder; undefined takes it away. */
export async function setting(name: string, value: unknown, inFolder = "api"): Promise<void> {
  const settings = workspace.getConfiguration("resilint", folder(inFolder));
  await settings.update(name, value, ConfigurationTarget.WorkspaceFolder);
}

/** Gives a document back the text that it had, on the disk too. */
export async function restore(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
  await workspace.applyEdit(edit);
  await document.save();
}

/** Throws away what a test typed. */
export async function revert(document: TextDocument): Promise<void> {
  await window.showTextDocument(document);
  await commands.executeCommand("workbench.action.files.revert");
}

/** The process ids of the language server that this editor started, by the system's own list. */
export function serverProcesses(): number[] {
  const list = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
  const lines = list.split("\n").map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line));
  return lines
    .filter((line) => Number(line?.[2]) === process.pid && line?.[3]?.includes("server/main.js"))
    .map((line) => Number(line?.[1]));
}
