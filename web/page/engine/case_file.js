/**
 * Case files, which the terminal reads and writes too (engine/consulting/case_file.py).
 *
 * Written byte for byte as there. Read is the YAML that is written there, and what people make of it by hand: comments,
 * quotes of both kinds, lists in brackets or a line an option. What fits of it is kept, and what does not is named.
 */

/** @import { Answer, Answers } from "./case.js" */
/** @import { Question, Rulebook } from "./rulebook.js" */

import { checkAnswer, fittingOptions } from "./case.js";
import { splitLines } from "./control_characters.js";
import { dayNumber } from "./day.js";
import { wholeNumber } from "./number.js";

const PLAIN = /^[\p{L}\p{Nl}\p{No}_][\p{L}\p{N}_]*(?:[-.][\p{L}\p{N}_]+)*$/u;
const NOT_PLAIN = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "_"]);
const KEYS = new Set(["rulebook", "date", "answers", "done"]);
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const MOST_LETTERS = 1_048_576;

/**
 * What a scalar or a list of a file says, and on which line, from 1; of a list with an option a line, on which is each.
 * @typedef {{line: number, value: string | string[], lines?: number[]}} Written
 *
 * Days, written as `2026-01-31`, of the actions ticked as done, and of the answers (empty: not told); nothing is
 * concluded from either.
 * @typedef {{done: ReadonlyMap<string, string>, date: string}} Diary
 *
 * What does not fit: an answer to a question, part of one, one to a question that is no more, the tick of an action,
 * one of an action that is no more, the day of the answers, or anything else.
 * @typedef {"answer" | "part" | "question" | "tick" | "action" | "date" | "other"} Unfit
 *
 * What still fits of a saved case, and what does not: its key and its line.
 * @typedef {Diary & {answers: Answers, dropped: readonly {line: number, key: string, what: Unfit}[]}} ResumedCase
 */

/** A file that is no case of this rulebook; `why` is `too-large`, `unreadable`, `no-case` or `other-rulebook`. */
export class CaseFileError extends Error {
  /** @param {"too-large" | "unreadable" | "no-case" | "other-rulebook"} why @param {number} line from 1, or 0 */
  constructor(why, line = 0) {
    super(`This is no case file (${why}, line ${line}).`);
    this.why = why;
    this.line = line;
  }
}

/** @type {Diary} */
const NO_DIARY = { done: new Map(), date: "" };

/** The case as a YAML file. @param {Rulebook} rulebook @param {Answers} answers @param {Diary} diary
 * @returns {string} */
export function caseDocument(rulebook, answers, { done, date } = NO_DIARY) {
  const lines = [`rulebook: ${scalar(rulebook.id)}`];
  if (date) lines.push(`date: ${scalar(date)}`);
  lines.push(answers.size ? "answers:" : "answers: {}");
  for (const [name, answer] of answers) lines.push(`  ${scalar(name)}: ${speltAnswer(answer)}`);
  if (done.size) lines.push("done:");
  for (const [action, day] of done) lines.push(`  ${scalar(action)}: ${scalar(day)}`);
  return `${lines.join("\n")}\n`;
}

/** @param {Answer} answer @returns {string} */
function speltAnswer(answer) {
  if (typeof answer === "number") return String(answer);
  return typeof answer === "string" ? scalar(answer) : `[${answer.map(scalar).join(", ")}]`;
}

/** @param {string} text @returns {string} */
const scalar = (text) =>
  (PLAIN.test(text) && !NOT_PLAIN.has(text.toLowerCase()) ? text : `'${text.replaceAll("'", "''")}'`);

/**
 * What still fits of a case file, which may have been saved when the rulebook was another.
 * Throws CaseFileError when it cannot be read, is no case, or is for another rulebook.
 * @param {Rulebook} rulebook @param {string} text @returns {ResumedCase}
 */
export function resumedCase(rulebook, text) {
  const { named, date, entries, ticks, others } = readEntries(text);
  if (named.value !== rulebook.id) throw new CaseFileError("other-rulebook", named.line);
  /** @type {Map<string, Answer>} */ const answers = new Map();
  /** @type {{line: number, key: string, what: Unfit}[]} */
  const dropped = others.map((one) => ({ ...one, what: "other" }));
  for (const [name, written] of entries) {
    const question = rulebook.question.get(name);
    const { answer, lines } = question ? fitting(question, written) : { answer: undefined, lines: [written.line] };
    if (answer !== undefined) answers.set(name, answer);
    for (const line of lines) {
      dropped.push({ line, key: name, what: !question ? "question" : answer === undefined ? "answer" : "part" });
    }
  }
  const inOrder = rulebook.questions.flatMap(({ id }) => {
    const answer = answers.get(id);
    return answer === undefined ? [] : [/** @type {const} */ ([id, answer])];
  });
  /** @type {Map<string, string>} */ const ticked = new Map();
  for (const [name, { line, value }] of ticks) {
    if (rulebook.action.has(name) && isDay(value)) ticked.set(name, value);
    else dropped.push({ line, key: name, what: rulebook.action.has(name) ? "tick" : "action" });
  }
  const done = new Map(rulebook.actions.flatMap(({ id }) => {
    const day = ticked.get(id);
    return day === undefined ? [] : [/** @type {const} */ ([id, day])];
  }));
  if (date && !isDay(date.value)) dropped.push({ line: date.line, key: "date", what: "date" });
  return { answers: new Map(inOrder), done, date: date && isDay(date.value) ? date.value : "", dropped };
}

/** @param {string | string[]} value @returns {value is string} */
const isDay = (value) => typeof value === "string" && DAY.test(value) && dayNumber(value) !== null;

/** The answer as far as the question still allows it, and the lines of what it does not. Of a list of options what
 * still fits is kept; where nothing does, "none of them" was not meant.
 * @param {Question} question @param {Written} written
 * @returns {{answer: Answer | undefined, lines: readonly number[]}} */
function fitting(question, { line, value, lines = [] }) {
  const isWhole = question.kind === "number" && !question.decimals && typeof value === "string";
  const number = isWhole ? wholeNumber(value) : null;
  try {
    const given = number ?? (typeof value === "string" ? value.normalize("NFC") : value);
    return { answer: checkAnswer(question, given), lines: [] };
  } catch {
    const begins = lines[0] ?? line;
    if (!Array.isArray(value) || question.kind !== "several") return { answer: undefined, lines: [begins] };
    const options = value.map((one) => one.normalize("NFC"));
    const kept = fittingOptions(question, options);
    const unfit = options.flatMap((option, at) => (
      question.options.includes(option) && options.indexOf(option) === at ? [] : [lines[at] ?? line]));
    const isEnough = kept.length >= Math.max(1, question.least);
    return { answer: isEnough ? kept : undefined, lines: unfit.length ? unfit : [begins] };
  }
}

/**
 * What the file says for which rulebook it is, of which day, its answers, what is done, and whatever else it holds.
 * @param {string} text
 * @returns {{
 *   named: Written, date: Written | undefined, entries: Map<string, Written>, ticks: Map<string, Written>,
 *   others: {line: number, key: string}[],
 * }}
 */
function readEntries(text) {
  if (text.length > MOST_LETTERS) throw new CaseFileError("too-large");
  /** @type {Map<string, Written>} */ const top = new Map();
  /** @type {Map<string, Map<string, Written>>} */
  const within = new Map([["answers", new Map()], ["done", new Map()]]);
  /** @type {{indent: number, entry: Written} | null} */ let open = null;
  let under = "", deep = 0;
  for (const { line, indent, content } of contentLines(text)) {
    if (open && content.startsWith("- ") && indent >= open.indent) {
      open.entry.value = [...(Array.isArray(open.entry.value) ? open.entry.value : []), one(content.slice(2), line)];
      open.entry.lines = [...open.entry.lines ?? [], line];
      continue;
    }
    if ((indent || content.startsWith("- ")) && top.has(under) && !KEYS.has(under)) continue;
    const [key, rest] = entryOf(content, line);
    /** @type {Written} */
    const entry = { line, value: rest === "" || rest === "{}" ? "" : valueOf(rest, line) };
    const into = indent ? within.get(under) : top;
    if (!into || into.has(key) || (indent && deep && indent !== deep)) throw new CaseFileError("unreadable", line);
    into.set(key, entry);
    deep = indent;
    if (!indent) under = rest === "" ? key : "";
    open = indent && rest === "" ? { indent, entry } : null;
  }
  const named = top.get("rulebook");
  const answers = top.get("answers");
  if (!named || !answers || answers.value !== "") throw new CaseFileError("no-case");
  const done = top.get("done");
  const isNoMapping = done !== undefined && done.value !== "";
  const others = [...top].flatMap(([key, { line }]) => (
    !KEYS.has(key) || (key === "done" && isNoMapping) ? [{ line, key }] : []));
  const [entries, ticks] = [...within.values()];
  return { named, date: top.get("date"), entries, ticks, others };
}

/** @param {string} text @returns {Iterable<{line: number, indent: number, content: string}>} */
function* contentLines(text) {
  let number = 0;
  for (const line of splitLines(text.replace(/^\ufeff/, ""))) {
    number += 1;
    const content = line.trimStart();
    if (content === "" || content.startsWith("#") || (number === 1 && content === "---")) continue;
    if (/^ *\t/.test(line)) throw new CaseFileError("unreadable", number);
    yield { line: number, indent: line.length - content.length, content: content.trimEnd() };
  }
}

const QUOTED = String.raw`'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"`;
const ENTRY = new RegExp(String.raw`^(${QUOTED}|[^\s'"#\[\]{},&*!|>%@-][^\s:#]*)\s*:(?:\s+(.*))?$`, "u");
const SCALAR = new RegExp(String.raw`^(${QUOTED}|[^\s'"#\[\]{},&*!|>%@]+)(?:\s+#.*)?$`, "u");
const LIST = new RegExp(String.raw`^\[\s*((?:(?:${QUOTED}|[^\s'"\[\]{},]+)\s*(?:,\s*)?)*)\](?:\s+#.*)?$`, "u");
const ITEM = new RegExp(String.raw`(${QUOTED}|[^\s'"\[\]{},]+)`, "gu");

/** @param {string} content @param {number} line @returns {[string, string]} */
function entryOf(content, line) {
  const found = ENTRY.exec(content);
  if (!found) throw new CaseFileError("unreadable", line);
  return [unquoted(found[1], line).normalize("NFC"), (found[2] ?? "").replace(/^#.*/, "")];
}

/** @param {string} written @param {number} line @returns {string | string[]} */
function valueOf(written, line) {
  const list = LIST.exec(written);
  if (!list) return one(written, line);
  return [...list[1].matchAll(ITEM)].map((item) => unquoted(item[1], line).normalize("NFC"));
}

/** @param {string} written @param {number} line @returns {string} */
function one(written, line) {
  const found = SCALAR.exec(written.trim());
  if (!found) throw new CaseFileError("unreadable", line);
  return unquoted(found[1], line);
}

/** @param {string} text @param {number} line @returns {string} */
function unquoted(text, line) {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (!text.startsWith('"')) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new CaseFileError("unreadable", line);
  }
}
