/** From our edits to the protocol's. */
import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  CreateFile,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit as ProtocolEdit,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import type { TextEdit } from "../../core/finding.ts";
import type { UriOf } from "./to.ts";

type Edits = readonly TextEdit[];

export interface Rendering {
  readonly name: UriOf;
  /** The version of an open document; null for files that nobody has open. */
  readonly versionOf: (uri: string) => number | null;
  /** For an ignore comment of this rule: it is a snippet, and the person is led to the place of its reason. */
  readonly reasonFor?: string | undefined;
  /** What a preview of the edits says of them. With it, the editor asks before it changes anything. */
  readonly preview?: ChangeAnnotation | undefined;
}

/** For clients that know nothing of versions. */
export function plainEdit(edits: Edits, name: UriOf): WorkspaceEdit {
  const changes: Record<string, ProtocolEdit[]> = {};
  for (const { file, range, text } of edits) (changes[name(file)] ??= []).push({ range, newText: text });
  return { changes };
}

/** Edits with the version of the text that they are for: a client refuses them for any other. New files come first. */
export function versionedEdit(edits: Edits, { name, versionOf, reasonFor, preview }: Rendering): WorkspaceEdit {
  const annotation = preview && { annotationId: preview.label };
  const created = edits
    .filter(({ creates }) => creates)
    .map(({ file }): CreateFile => ({
      kind: "create",
      uri: name(file),
      options: { ignoreIfExists: true },
      ...annotation,
    }));
  const { changes = {} } = plainEdit(edits, name);
  const changed = Object.entries(changes).map(([uri, edits]): TextDocumentEdit => {
    const rendered = edits.map((edit): ProtocolEdit | AnnotatedTextEdit | SnippetTextEdit => {
      if (annotation) return { ...edit, ...annotation };
      return reasonFor === undefined ? edit : askingForReason(edit, reasonFor);
    });
    return { textDocument: { uri, version: versionOf(uri) }, edits: rendered };
  });
  const documentChanges = [...created, ...changed];
  return preview ? { documentChanges, changeAnnotations: { [preview.label]: preview } } : { documentChanges };
}

/** Where a rule is added to a comment that is there, a reason is there too. */
function askingForReason(edit: ProtocolEdit, rule: string): ProtocolEdit | SnippetTextEdit {
  const { range, newText } = edit;
  if (!newText.includes("resilint-ignore")) return edit;
  const escaped = newText.replace(/[\\$}]/g, "\\$&");
  return { range, snippet: { kind: "snippet", value: escaped.replace(rule, `${rule}: $1`) } };
}
