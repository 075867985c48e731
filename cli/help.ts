export const help = `Resilint asks what happens to a program when something it depends on fails, hangs or slows down.

Usage
  resilint [audit] [folder or file…]   audit folders (default: this one), or some of their files
  resilint explain <rule>              what a rule finds, why it bites, what to do
  resilint init [folder]               write a starter resilint.config.json
  resilint scaffold [name…]            write standard wrappers (default: all) into the project, as code it owns

Options of audit
  --format pretty|json|sarif   how to report (default: pretty)
  --output-file <file>         write the report to a file instead of the standard output
  --max-warnings <n>           fail when there are more warnings than this
  --rule <id>=<level>          error, warning, info or off for one rule; may be given several times
  --fix                        apply the safe fixes, then report what remains
  --fix-suggestions            also apply suggestions, each finding's first one: read the diff afterwards
  --fix-dry-run                print what either of them would write as a diff, and write nothing
  --no-color                   no colour (NO_COLOR and FORCE_COLOR are heeded too)

Options of scaffold
  --out <folder>               where to write (default: a folder resilience, in src if there is one)
  --one-file                   one file resilience.ts, instead of one for each concern
  --js                         JavaScript instead of TypeScript

  --help, --version

Exit codes
  0  clean: no errors, and no more warnings than allowed
  1  errors, or too many warnings
  2  could not run, or not over all files; the standard error says why
`;
