/** Files that ship with the program: they are missing from a broken build, and on no bad day. */
import { type Node, is } from "../../core/ts.ts";
import { initializerOf } from "./guards.ts";

const besideCode = /\b(__dirname|__filename|import\.meta\.(url|dirname|filename)|require\.resolve)\b/;
const written = /(package\.json|\.(html?|css|hbs|ejs|mustache|pug|sql|graphql|gql|proto|md|svg|png|jpe?g|gif|ico|woff2?|ttf))["'`]/;

/** Does a path, as it is written, lead from the code to a file that was put beside it? */
export function isShipped(path: Node): boolean {
  const made = is.isIdentifier(path) ? initializerOf(path.text, path.getSourceFile()) : path;
  return made !== undefined && written.test(made.getText()) && startsBesideCode(made);
}

function startsBesideCode(path: Node): boolean {
  if (besideCode.test(path.getText())) return true;
  for (const [name] of path.getText().matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*(?!\w*\()/g)) {
    const made = initializerOf(name, path.getSourceFile());
    if (made && besideCode.test(made.getText())) return true;
  }
  return false;
}
