/** Loops that ask again and again, with a sleep between, until the answer is as they want it. */
import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, isFunction, walkBody } from "../../core/functions.ts";
import {
  type Asking, type CallExpression, type DoStatement, type ForStatement, type Node, SyntaxKind, type WhileStatement, is,
} from "../../core/ts.ts";
import { isNothing } from "../../core/values.ts";
import { plain } from "../operations/values.ts";
import { runsInBrowser } from "../shared/browser.ts";
import { mentionsAlone } from "../shared/mentions.ts";
import { isEndless, isFlag, isRaced, looksAtTime, textWithout } from "./surroundings.ts";
import type { Wait } from "./wait.ts";

export type Loop = WhileStatement | DoStatement | ForStatement;

const sleepName = /^(sleep|delay)|^(wait|pause|snooze|setTimeout|timeout)(For|Ms|Seconds|Millis|Milliseconds)?$/i;

/** What counts is bounded by what it counts to, and what reads like a bound is one. */
const ofCount = /attempt|retr(y|ies)|tries|\bmax|limit|\bcount|remain|\bleft\b|until|budget|\b(stop|quit|cancel|shut)/i;

/** What is waited for is a person, or lasts as long as the process is meant to. */
const lasting = new RegExp(
  "prompt|confirm|stdin|question|keypress|pause|running|alive|active|open|enabled|" +
    "stop|clos|shut|exit|destroy|dispos|kill|quit",
  "i",
);

/** Calls that take a thing away, or go a step further: a loop around one makes progress. */
const takes = new RegExp(
  "^(pop|shift|push|splice|next|take|claim|dequeue|receive|consume|process|handle|run|step|work|flush|drain|migrate|" +
    "import|export|delete|remove|send|write|sync|advance|tick|read|select|scan|list)",
  "i",
);

/** By syntax alone: a loop that does nothing but sleep and look. */
export function looksLikePoll(loop: Loop): boolean {
  const sleeps = sleepsIn(loop);
  if (sleeps.length === 0 || isRaced(loop) || looksAtTime(loop, sleeps)) return false;
  const text = textWithout(loop, sleeps);
  const head = headOf(loop).getText().replace(/(["'`]).*?\1/g, "");
  if (ofCount.test(text) || lasting.test(head) || !isPlain(loop, sleeps)) return false;
  return isEndless(loop) ? asksInside(loop) : asks(loop);
}

export function* pollWait(loop: Loop, ctx: RuleContext): Asking<Wait | undefined> {
  const sleeps = sleepsIn(loop);
  if (runsInBrowser(loop, ctx)) return undefined;
  for (const sleep of sleeps) if (!(yield* doesSleep(sleep, ctx))) return undefined;
  const sourceFile = loop.getSourceFile();
  const body = loop.statement.getStart();
  const end = sourceFile.text.slice(0, body).trimEnd().length;
  const isDo = is.isDoStatement(loop);
  return {
    at: isDo ? loop.expression : { node: loop, span: { start: loop.getStart(), end } },
    message: "this loop polls with no deadline and no limit of attempts",
    why: "when what it looks for never comes, it asks for ever, and whoever awaits it waits as long",
    remedy: "count the attempts, or compare `Date.now()` with a deadline, and throw when they run out",
  };
}

/** The awaited sleeps of a loop: calls by their names, and promises that a timer resolves. */
function sleepsIn(loop: Loop): Node[] {
  const found: Node[] = [];
  walkBody(loop, (node) => {
    if (!is.isAwaitExpression(node)) return;
    const value = plain(node.expression);
    const isNamed = is.isCallExpression(value) && sleepName.test(calledName(value));
    if (isNamed || (is.isNewExpression(value) && isTimerPromise(value))) found.push(node);
  });
  return found;
}

/** `new Promise((resolve) => setTimeout(resolve, 100))`, and nothing else that resolves it. */
const timerPromise = new RegExp(
  "^new Promise(<\\w+>)?\\(\\s*(\\w+|\\(\\w+(: [^)]*)?\\))\\s*=>\\s*" +
    "(\\{\\s*)?(return |void )?(global\\w*\\.)?setTimeout\\([^;{]*\\)[;\\s]*\\}?\\s*,?\\s*\\)$",
);

function isTimerPromise(made: Node): boolean {
  return timerPromise.test(made.getText());
}

function calledName(call: CallExpression): string {
  const callee = plain(call.expression);
  return is.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
}

/** Whether the call that is named as a sleep is one: of Node, of a package for it, or a function around `setTimeout`. */
function* doesSleep(sleep: Node, ctx: RuleContext): Asking<boolean> {
  const call = is.isAwaitExpression(sleep) ? plain(sleep.expression) : sleep;
  if (!is.isCallExpression(call)) return true;
  const callee = yield* ctx.callee(call);
  if (callee.kind === "library") {
    const { package: name, module } = callee.origin;
    return name === "node" ? module === "timers/promises" || module === "timers" : /delay|sleep|wait/.test(name);
  }
  return callee.kind === "functions" && callee.functions.length > 0 && callee.functions.every(isSleep);
}

function isSleep(fn: FunctionNode): boolean {
  const text = isFunction(fn) ? fn.getText() : "";
  return text.length < 600 && /\bsetTimeout\b/.test(text) && !/\b(reject|on|once|addEventListener)\(/.test(text);
}

/** Whether a loop does nothing but sleep, look, log and leave: what makes progress ends with what it works on. */
function isPlain(loop: Loop, sleeps: readonly Node[]): boolean {
  const check = (node: Node): boolean => {
    if (is.isBlock(node)) return node.statements.every(check);
    if (is.isIfStatement(node)) return check(node.thenStatement) && (!node.elseStatement || check(node.elseStatement));
    if (is.isVariableStatement(node)) {
      return node.declarationList.declarations.every(({ initializer }) => !initializer || isLook(initializer));
    }
    if (!is.isExpressionStatement(node)) return isJump(node) || is.isEmptyStatement(node);
    return sleeps.includes(node.expression) || askedAnew(node, loop) !== undefined || isLog(node.expression);
  };
  return check(loop.statement);
}

function isJump(node: Node): boolean {
  const isExit = is.isReturnStatement(node) || is.isThrowStatement(node);
  return isExit || is.isBreakStatement(node) || is.isContinueStatement(node);
}

/** A value that is read, or asked for by one call. */
function isLook(value: Node): boolean {
  let isPlain = true;
  const look = (node: Node): void => {
    const isAssignment = is.isBinaryExpression(node) && /^[-+*/%&|^?<>]*=$/.test(node.operatorToken.getText());
    const isStep =
      is.isPostfixUnaryExpression(node) || (is.isPrefixUnaryExpression(node) && /^(\+\+|--)/.test(node.getText()));
    const makesProgress = is.isCallExpression(node) && takes.test(calledName(node));
    if (isAssignment || isStep || makesProgress || is.isYieldExpression(node)) isPlain = false;
    node.forEachChild(look);
  };
  look(value);
  return isPlain;
}

function isLog(expression: Node): boolean {
  if (!is.isCallExpression(expression)) return false;
  return /(^|\.)(log|logger|console)\b|\.(debug|info|warn|error|trace|log|write)$/i.test(expression.expression.getText());
}

/** `job` in `job = await load(job.id);`, where the loop looks at it and no turn goes on from the one before. */
function askedAnew(statement: Node, loop: Loop): string | undefined {
  const assignment = is.isExpressionStatement(statement) ? statement.expression : undefined;
  if (!assignment || !is.isBinaryExpression(assignment)) return undefined;
  const { left, operatorToken, right } = assignment;
  if (operatorToken.kind !== SyntaxKind.EqualsToken) return undefined;
  if (!is.isIdentifier(left) || !is.isAwaitExpression(right)) return undefined;
  const call = plain(right);
  if (!is.isCallExpression(call) || !isLook(call)) return undefined;
  if (call.arguments.some((each) => !isAddress(each, left.text))) return undefined;
  return mentionsAlone(headOf(loop).getText(), left.text) ? left.text : undefined;
}

/** Whether an argument names what is asked for, and does not carry on from the last answer: `job.id`. */
function isAddress(argument: Node, answer: string): boolean {
  if (!mentionsAlone(argument.getText(), answer)) return true;
  return /\b(id|_id|name|key|uuid|uid|arn|\w+(Id|Name|Key|Arn))!?$/.test(argument.getText());
}

/** What decides whether a loop goes on. */
function headOf(loop: Loop): Node {
  return (is.isForStatement(loop) ? loop.condition : loop.expression) ?? loop;
}

/** Whether the condition looks at what may never come. */
function asks(loop: Loop): boolean {
  const names: string[] = [];
  walkBody(loop.statement, (node) => {
    const name = askedAnew(node, loop);
    if (name !== undefined) names.push(name);
  });
  if (is.isForStatement(loop) && (loop.initializer || loop.incrementor)) return false;
  return isQuestion(headOf(loop), names);
}

function isQuestion(condition: Node, names: readonly string[]): boolean {
  const value = is.isParenthesizedExpression(condition) ? condition.expression : condition;
  if (is.isParenthesizedExpression(value)) return isQuestion(value, names);
  if (is.isBinaryExpression(value)) {
    const operator = value.operatorToken.getText();
    if (operator === "||" || operator === "&&") return isQuestion(value.left, names) && isQuestion(value.right, names);
    if (!/^[!=]==?$/.test(operator)) return false;
    // `while (answer === undefined) await sleep(10)`: somebody else is to set it, for nothing else is done here.
    if (isNothing(value.right)) return operator.startsWith("=") && isFlag(value.left);
    return isState(value.right) && isAsked(value.left, names);
  }
  if (is.isPrefixUnaryExpression(value)) return isAsked(value.operand, names) || isUnsetFlag(value.operand);
  const asked = plain(value);
  if (!is.isCallExpression(asked)) return false;
  return /^(is|has|are|exists|does|includes)/.test(calledName(asked)) && isAsked(asked, names);
}

/** A call with no progress of its own, or what was asked anew in the loop. */
function isAsked(value: Node, names: readonly string[]): boolean {
  const asked = plain(value);
  if (names.some((name) => mentionsAlone(asked.getText(), name))) return true;
  let call = asked;
  while (is.isPropertyAccessExpression(call)) call = plain(call.expression);
  return is.isCallExpression(call) && isLook(call);
}

/** `while (!this.ready) await sleep(50)`: somebody else is to set it. */
function isUnsetFlag(operand: Node): boolean {
  const value = plain(operand);
  return isFlag(value) && becomes.test(value.getText());
}

const becomes =
  /(ready|connected|loaded|initiali[sz]ed|started|available|unlocked|finished|complete|settled|received)$/i;

/** A state that is written out: a string, `true`, or a member of an enum. */
function isState(value: Node): boolean {
  const { kind } = value;
  if (kind === SyntaxKind.TrueKeyword || kind === SyntaxKind.FalseKeyword || is.isStringLiteral(value)) return true;
  return is.isPropertyAccessExpression(value) && /^[A-Z][\w]*\.[A-Z]\w*$/.test(value.getText());
}

/** Whether an endless loop leaves by what it has asked: `const state = await load(); if (state === "done") return;` */
function asksInside(loop: Loop): boolean {
  const asked = new Set<string>();
  let found = false;
  walkBody(loop.statement, (node) => {
    if (is.isVariableDeclaration(node) && node.initializer && is.isAwaitExpression(node.initializer)) {
      for (const [name] of node.name.getText().matchAll(/[\w$]+/g)) asked.add(name);
    }
    if (!is.isIfStatement(node) || !exits(node.thenStatement)) return;
    const text = node.expression.getText();
    found ||= /^!?\(?await\b/.test(text) || [...asked].some((name) => mentionsAlone(node.expression.getText(), name));
  });
  return found;
}

function exits(statement: Node): boolean {
  const last = is.isBlock(statement) ? statement.statements.at(-1) : statement;
  return last !== undefined && (is.isReturnStatement(last) || is.isBreakStatement(last));
}
