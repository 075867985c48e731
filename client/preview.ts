/**
 * An edit that asks for confirmation opens the editor's preview, and there all of it is unticked: whoever wanted
 * everything fixed would have to tick file by file. So everything is ticked, and what asks for the preview is an empty
 * change.
 */
import { CancellationToken, type Middleware } from "vscode-languageclient/node";

type ApplyEdit = NonNullable<NonNullable<Middleware["workspace"]>["handleApplyEdit"]>;
type Params = Parameters<ApplyEdit>[0];

const opener = "(opens this preview)";
const start = { line: 0, character: 0 };

/** What is to be done with each edit that the server sends. */
export const applyTicked: ApplyEdit = (params, next) => next(ticked(params), CancellationToken.None);

function ticked(params: Params): Params {
  const { changeAnnotations = {}, documentChanges = [] } = params.edit;
  const annotations = Object.entries(changeAnnotations);
  if (!annotations.some(([, { needsConfirmation }]) => needsConfirmation)) return params;
  // New files come first, and the last is one that was there before.
  const last = documentChanges.filter((change) => "textDocument" in change).at(-1);
  const empty = { range: { start, end: start }, newText: "", annotationId: opener };
  return {
    ...params,
    edit: {
      documentChanges: documentChanges.map((change) =>
        change === last ? { ...last, edits: [...last.edits, empty] } : change,
      ),
      changeAnnotations: {
        ...Object.fromEntries(annotations.map(([id, each]) => [id, { ...each, needsConfirmation: false }])),
        [opener]: { label: opener, needsConfirmation: true },
      },
    },
  };
}
