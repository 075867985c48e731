/** What each ignore comment reaches. */
import type { SourceFile } from "../ts.ts";
import type { IgnoreComment } from "./comments.ts";
import { coversLine, targetLine } from "./target.ts";

/** One rule, silenced by one comment, over one stretch of a file. */
export interface Coverage {
  readonly comment: IgnoreComment;
  readonly id: string;
  /** The comment that closes the block, where there is one. */
  readonly end?: IgnoreComment | undefined;
  readonly covers: (offset: number) => boolean;
}

export interface Coverages {
  /** The narrowest first, so that a finding counts for the comment that was written for it. */
  readonly coverage: readonly Coverage[];
  /** `end` comments that close nothing. */
  readonly unopened: ReadonlySet<IgnoreComment>;
}

export function coverages(sourceFile: SourceFile, comments: readonly IgnoreComment[]): Coverages {
  const lines: Coverage[] = [];
  const files: Coverage[] = [];
  for (const comment of comments) {
    if (comment.form === "line" || comment.form === "next-line") lines.push(...lineCoverage(sourceFile, comment));
    if (comment.form === "file") files.push(...comment.ids.map(({ id }) => ({ comment, id, covers: () => true })));
  }
  const { blocks, unopened } = pairs(comments);
  const narrowFirst = blocks.sort((a, b) => b.comment.outer.start - a.comment.outer.start).map(blockCoverage);
  return { coverage: [...lines, ...narrowFirst, ...files], unopened };
}

function lineCoverage(sourceFile: SourceFile, comment: IgnoreComment): Coverage[] {
  const line = targetLine(sourceFile, comment);
  const covers = (offset: number) => line !== undefined && coversLine(sourceFile, line, offset);
  return comment.ids.map(({ id }) => ({ comment, id, covers }));
}

interface Block {
  readonly comment: IgnoreComment;
  readonly id: string;
  end?: IgnoreComment;
}

function blockCoverage({ comment, id, end }: Block): Coverage {
  const limit = end?.outer.start ?? Infinity;
  return { comment, id, end, covers: (offset) => offset >= comment.outer.end && offset < limit };
}

/** Blocks nest: an end closes the nearest open start of its rule, and a bare end all that the nearest start named. */
function pairs(comments: readonly IgnoreComment[]): { blocks: Block[]; unopened: Set<IgnoreComment> } {
  const blocks: Block[] = [];
  const unopened = new Set<IgnoreComment>();
  for (const comment of comments) {
    if (comment.form === "start") blocks.push(...comment.ids.map(({ id }) => ({ comment, id })));
    if (comment.form !== "end") continue;
    const open = blocks.filter((block) => !block.end);
    const nearest = open.at(-1)?.comment;
    const closed =
      comment.ids.length === 0
        ? open.filter((block) => block.comment === nearest)
        : comment.ids.map(({ id }) => open.findLast((block) => block.id === id));
    if (closed.length === 0 || closed.includes(undefined)) unopened.add(comment);
    for (const block of closed) if (block) block.end = comment;
  }
  return { blocks, unopened };
}
