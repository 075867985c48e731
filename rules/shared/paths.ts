/** What a file is for, by its path inside the workspace. */

const testFolder = /(^|\/)(tests?|__tests__|__mocks__|__fixtures__|specs?|e2e|fixtures?|testing|test-?(utils?|utilities|helpers?)|cypress|playwright)\//;
const testKind = /(^|\/)(integration|unit|e2e|load|smoke|functional|acceptance|perf\w*|stress|regression)[-_]?[tT]est(s|ing)?\//;
const testName = /[.-](test|tests|spec|e2e|bench|stories|fixture|mock)\.[cm]?[jt]sx?$|(^|\/)(test|jest|vitest|mocha)[-.]?(setup|utils?|helpers?)\b/i;
const runnerName = /(^|\/)(jest|vitest|mocha|playwright)[.-][\w.-]+$|(^|[\/.-])global-?(setup|teardown)\.[cm]?[jt]s$/i;
const scriptFolder = /(^|\/)([\w.-]+[-_](scripts?|examples?)|scripts?|bench(mark)?s?|examples?|website|docs?)\//;
/** Inside of a program's own code, what is named so may be part of it: tools are what it gives a model or an editor. */
const besideFolder = /^(?!(.*\/)?(src|server|lib|app)\/)(.*\/)?(tools?|dev|demos?|playgrounds?|sandbox|samples?)\//;
const devName = /(^|\/)dev[-.]?server[\w-]*\.[cm]?[jt]s$/;
const configName = /(^|\/)([\w.-]+\.config|(gulp|grunt|jake)file)\.[cm]?[jt]s$/i;

export function isTest(path: string): boolean {
  return testFolder.test(path) || testKind.test(path) || testName.test(path) || runnerName.test(path);
}

/** A script is run by hand and watched: it may fail loudly. */
export function isScript(path: string): boolean {
  return scriptFolder.test(path) || besideFolder.test(path) || devName.test(path) || configName.test(path);
}

/** A test or a script: somebody waits for it to end, and sees what becomes of it. */
export function isWatched(path: string): boolean {
  return isTest(path) || isScript(path);
}
