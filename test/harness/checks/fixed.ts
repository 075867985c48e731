/** Fixes do what they promise: the code still compiles, the finding is gone, no other came, no comment was lost. */
import type { Finding } from "../../../core/finding.ts";
import { type Bench, type Laid, type Problems, report, sayings, surplus } from "../bench.ts";
import { commentsOf } from "../compiled.ts";

export const fixedCheck = { title: "offers fixes that compile and remove their finding alone", run: checkFixed };
export const fixedAllCheck = { title: "has fixes that come to an end when applied together", run: checkFixedAll };

interface Fixed {
  readonly laid: Laid;
  readonly finding: Finding;
  readonly title: string;
  readonly texts: ReadonlyMap<string, string>;
}

function checkFixed(bench: Bench): Problems {
  const problems: Problems = new Map();
  bench.reset();
  const queues = bench.laid.map((laid) => fixesOf(bench, laid, problems));
  for (let round = 0; queues.some((queue) => queue.length > round); round++) {
    judge(
      bench,
      queues.flatMap((queue) => queue[round] ?? []),
      problems,
    );
  }
  return problems;
}

function fixesOf(bench: Bench, laid: Laid, problems: Problems): Fixed[] {
  return bench.findings(laid).flatMap((finding) =>
    finding.fixes.flatMap(({ title }, index) => {
      const edits = bench.session.fix(finding.file, finding.fingerprint, index);
      if (edits && edits.length > 0) return { laid, finding, title, texts: bench.edited(laid, edits) };
      report(problems, laid, `the fix "${title}" of "${finding.message}" changes nothing`);
      return [];
    }),
  );
}

/** At most one fix a case, all cases in one round. */
function judge(bench: Bench, fixes: readonly Fixed[], problems: Problems): void {
  const texts = new Map(fixes.flatMap((fixed) => [...fixed.texts]));
  const files = new Map(fixes.map(({ laid }) => [laid.folder, [...laid.code.keys()]]));
  // What a fix adds to the project compiles as well.
  const filesAfter = new Map(fixes.map(({ laid, texts: changed }) => [laid.folder, [...new Set([...laid.code.keys(), ...changed.keys()])]]));
  const reports = bench.check(
    fixes.map(({ laid }) => laid),
    texts,
  );
  const before = bench.compiled.errors(files);
  const after = bench.compiled.errors(filesAfter, texts);
  for (const { laid, finding, title, texts: changed } of fixes) {
    const say = (what: string): string => `after "${title}" of "${finding.message}", ${what}`;
    const newErrors = surplus(after.get(laid.folder) ?? [], before.get(laid.folder) ?? []);
    report(
      problems,
      laid,
      ...newErrors.map((error) => say(`it no longer compiles: ${error}\n${[...changed.values()].join("\n")}`)),
    );
    const others = bench.allFindings(laid).filter((each) => each !== finding);
    const extra = surplus(sayings(bench.allFindings(laid, reports)), sayings(others));
    report(
      problems,
      laid,
      ...extra.map((saying) => say(`this is found: ${saying}\n${[...changed.values()].join("\n")}`)),
    );
    for (const [file, text] of changed) {
      const old = laid.code.get(file);
      const lost = old === undefined ? [] : surplus(commentsOf(old), commentsOf(text));
      report(problems, laid, ...lost.map((comment) => say(`a comment is lost: ${comment}`)));
    }
  }
}

/** Overlapping fixes wait for the next pass, so a few passes are fair; going on for ever is not. */
const passes = 5;

function checkFixedAll(bench: Bench): Problems {
  const problems: Problems = new Map();
  const laid = bench.laid.filter((each) => bench.findings(each).some(({ fixes }) => fixes.length > 0));
  const texts = new Map<string, string>();
  let open = laid;
  for (let pass = 0; open.length > 0 && pass <= passes; pass++) {
    for (const [file, text] of texts) bench.session.setText(file, text);
    bench.session.check(open.flatMap((each) => [...each.code.keys()]));
    open = open.filter((each) => {
      const edits = [...each.code.keys()].flatMap((file) =>
        bench.session.fixAll(file, { rule: each.rule.id, safety: "suggestion" }),
      );
      for (const [file, text] of bench.edited(each, edits, texts)) texts.set(file, text);
      return edits.length > 0;
    });
  }
  for (const file of texts.keys()) bench.session.clearText(file);
  for (const each of open) report(problems, each, `after ${passes} passes there is still something to fix`);
  const files = new Map(laid.map((each) => [each.folder, [...each.code.keys()]]));
  const before = bench.compiled.errors(files);
  const after = bench.compiled.errors(files, texts);
  for (const each of laid) {
    const errors = surplus(after.get(each.folder) ?? [], before.get(each.folder) ?? []);
    const now = [...each.code.keys()].map((file) => texts.get(file) ?? "").join("\n");
    report(problems, each, ...errors.map((error) => `with all fixes applied it no longer compiles: ${error}\n${now}`));
  }
  return problems;
}
