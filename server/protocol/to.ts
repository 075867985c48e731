/** From our words to the protocol's. */
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { DiagnosticSeverity, MarkupKind } from "vscode-languageserver/node";
import type { Diagnostic, DiagnosticRelatedInformation, Hover } from "vscode-languageserver/node";
import type { Finding, Level } from "../../core/finding.ts";

const severities: Readonly<Record<Level, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** How a file is called towards the client; open and untitled documents have names of their own. */
export type UriOf = (file: string) => string;

export function uriOf(file: string): string {
  return pathToFileURL(file).href;
}

export function rulePage(rule: string): string {
  return `https://github.com/resilint/resilint/blob/main/docs/rules/${rule}.md`;
}

export function diagnostic(finding: Finding, name: UriOf): Diagnostic {
  return {
    range: finding.range,
    severity: severities[finding.level],
    source: "resilint",
    code: finding.rule,
    codeDescription: { href: rulePage(finding.rule) },
    message: `${finding.message}\nwhy: ${finding.why}\nremedy: ${finding.remedy}`,
    relatedInformation: finding.because.map(
      (place): DiagnosticRelatedInformation => ({
        location: { uri: name(place.file), range: place.range },
        message: place.message,
      }),
    ),
    data: { rule: finding.rule, fingerprint: finding.fingerprint },
  };
}

/** The same diagnostics have the same id, whenever and by whichever run they were found. */
export function resultId(diagnostics: readonly Diagnostic[]): string {
  return createHash("sha1").update(JSON.stringify(diagnostics)).digest("base64url");
}

export function hover(findings: readonly Finding[]): Hover | null {
  const [first] = findings;
  if (!first) return null;
  const value = findings.map(
    ({ rule, message, why, remedy }) =>
      `**${message}**\n\nwhy: ${why}\n\nremedy: ${remedy}\n\n[Resilint: ${rule}](${rulePage(rule)})`,
  );
  return { range: first.range, contents: { kind: MarkupKind.Markdown, value: value.join("\n\n---\n\n") } };
}
