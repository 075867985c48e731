/** The audit as SARIF 2.1.0, for code scanning services and viewers. */
import { pathToFileURL } from "node:url";
import type * as Sarif from "sarif";
import { type Finding, type Level, type Notice, type Place, type TextEdit, defaultLevels } from "../../core/finding.ts";
import type { Example } from "../../core/rule.ts";
import type { Audit } from "../audit.ts";
import { manifest } from "../manifest.ts";
import { byText } from "../order.ts";
import { displayPath } from "../paths.ts";
import type { RuleText } from "../rules.ts";
import { regionOf } from "./region.ts";

const levels: Readonly<Record<Level, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
};

const sourceRoot = "%SRCROOT%";

export function sarifReport(audit: Audit): string {
  const findings = audit.reports.flatMap((report) => report.findings);
  const { name, version, repository } = manifest();
  const home = repository.url.replace(/\.git$/, "");
  const rules = [...audit.rules].sort((a, b) => byText(a.id, b.id)).map((rule) => descriptor(rule, home));
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const run: Sarif.Run = {
    tool: { driver: { name, version, informationUri: home, rules } },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: audit.notices.map((notice) => notification(notice, audit)),
      },
    ],
    originalUriBaseIds: { [sourceRoot]: { uri: pathToFileURL(`${audit.cwd}/`).href } },
    columnKind: "utf16CodeUnits",
    results: findings.map((finding) => result(finding, indices.get(finding.rule)!, audit)),
  };
  const log: Sarif.Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor(
  { id, summary, explain, category, family, examples = [] }: RuleText,
  home: string,
): Sarif.ReportingDescriptor {
  const markdown = [explain.trim(), ...examples.map(exampleMarkdown)].join("\n\n");
  return {
    id,
    name: id,
    shortDescription: { text: summary },
    fullDescription: { text: explain.trim() },
    helpUri: `${home}/blob/main/docs/rules/${id}.md`,
    help: { text: `${summary}\n\n${explain.trim()}`, markdown },
    defaultConfiguration: { level: levels[defaultLevels[category]] },
    properties: { category, ...(family && { family }), tags: ["reliability", ...(family ? [family] : []), category] },
  };
}

function exampleMarkdown({ title, bad, good, fix }: Example): string {
  const blocks = [
    ["Found:", bad],
    ["Fixed:", fix],
    ["Sound:", good],
  ].flatMap(([label, code]) => (code === undefined ? [] : [`${label}\n\n\`\`\`ts\n${code.trim()}\n\`\`\``]));
  return [`### ${title}`, ...blocks].join("\n\n");
}

function result(finding: Finding, ruleIndex: number, audit: Audit): Sarif.Result {
  const { rule, level, message, why, remedy, because, fingerprint } = finding;
  const edits = audit.edits(finding);
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[level],
    message: { text: `${sentence(message)} ${sentence(why)} ${sentence(remedy)}` },
    locations: [{ physicalLocation: physicalLocation(finding, audit) }],
    ...(because.length === 0 ? {} : { codeFlows: [codeFlow(because, audit)] }),
    ...(edits.length === 0 ? {} : { fixes: [fixOf(finding, edits, audit)] }),
    partialFingerprints: { "resilint/v1": fingerprint },
  };
}

function codeFlow(because: readonly Place[], audit: Audit): Sarif.CodeFlow {
  const locations = because.map((step) => ({
    location: { physicalLocation: physicalLocation(step, audit), message: { text: step.message } },
  }));
  return { threadFlows: [{ locations }] };
}

function fixOf({ fixes }: Finding, edits: readonly TextEdit[], audit: Audit): Sarif.Fix {
  const files = [...new Set(edits.map((edit) => edit.file))].sort(byText);
  return {
    description: { text: fixes[0]!.title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactLocation(file, audit),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ range, text }) => ({ deletedRegion: regionOf(range), insertedContent: { text } })),
    })),
  };
}

function notification({ kind, message, file, position }: Notice, audit: Audit): Sarif.Notification {
  const region = position && { startLine: position.line + 1, startColumn: position.character + 1 };
  const location = file !== undefined && {
    physicalLocation: { artifactLocation: artifactLocation(file, audit), ...(region ? { region } : {}) },
  };
  return {
    level: "warning",
    message: { text: message },
    descriptor: { id: `notice/${kind}` },
    ...(location ? { locations: [location] } : {}),
  };
}

function physicalLocation({ file, range }: Pick<Place, "file" | "range">, audit: Audit): Sarif.PhysicalLocation {
  return { artifactLocation: artifactLocation(file, audit), region: regionOf(range) };
}

/** Relative to the working directory, which services take for the repository's root; whole where outside of it. */
function artifactLocation(file: string, { cwd }: Audit): Sarif.ArtifactLocation {
  const path = displayPath(cwd, file);
  if (path.startsWith("../") || /^([a-z]:)?\//i.test(path)) return { uri: pathToFileURL(file).href };
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: sourceRoot };
}

/** Messages are written without capital and full stop, for a lens; here three of them stand in one paragraph. */
function sentence(text: string): string {
  const stopped = /[.!?]$/.test(text) ? text : `${text}.`;
  return stopped[0]!.toUpperCase() + stopped.slice(1);
}
