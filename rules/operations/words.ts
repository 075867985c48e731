/** How an operation is spoken of. */
import { type Node, is } from "../../core/ts.ts";
import type { OperationCall } from "./operation.ts";
import { plain, textOf } from "./values.ts";

/** "`axios.get` to `api.example.com`" */
export function nameOf({ call, operation }: OperationCall): string {
  const callee = call.expression.getText().replace(/\s+/g, "").replace(/[?!]/g, "");
  const name = callee.length <= 40 ? callee : (callee.split(".").at(-1) ?? callee);
  const target = call.arguments[operation.target];
  const host = target && hostOf(target);
  return host ? `\`${name}\` to \`${host}\`` : `\`${name}\``;
}

/** The host of a URL that is written out, or of the `url` among options that are. */
function hostOf(target: Node): string | undefined {
  const value = plain(target);
  if (is.isObjectLiteralExpression(value)) {
    const url = value.properties.find((each) => is.isPropertyAssignment(each) && /^(url|host|hostname)$/.test(each.name.getText()));
    const text = url && is.isPropertyAssignment(url) ? textOf(url.initializer) : undefined;
    return text?.includes("//") ? host(text) : text && host(`http://${text}`);
  }
  if (is.isNewExpression(value) && value.expression.getText() === "URL") return value.arguments?.map(hostOf).find((each) => each);
  if (is.isTemplateExpression(value)) return host(value.head.text, true);
  const text = textOf(value);
  return text === undefined ? undefined : host(text);
}

/** Of a text that is cut off in a template, the host counts only where it is whole. */
function host(text: string, isCut = false): string | undefined {
  return (isCut ? /^(?:https?|wss?):\/\/([^/?#]+)[/?#]/ : /^(?:https?|wss?):\/\/([^/?#]+)/).exec(text)?.[1];
}
