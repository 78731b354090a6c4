/** The rulebook as it was published: questions, findings, actions, rules, as engine/language/rulebook.py has them. */

/** @import { Answer } from "./case.js" */
/** @import { Condition, Earlier, Test, Facts, Found, Value } from "./condition.js" */

import { UNKNOWN, met } from "./condition.js";
import { dayNumber, writtenDay } from "./day.js";
import { scaledNumber, writtenNumber } from "./number.js";

export const BEYOND = "beyond";

/**
 * A question. Of several options `least` are chosen at least. `low` and `high` are whole numbers, as every number is
 * that is tested: where it has `decimals`, they count its smallest units, and days by their numbers.
 * @typedef {{
 *   id: string, kind: "one" | "several" | "number" | "date", options: readonly string[], low: number, high: number,
 *   onlyIf: readonly Test[], mayChange: boolean, least: number, decimals: number, unit: string,
 *   groups: readonly {id: string, options: readonly string[]}[], position: number,
 * }} Question
 *
 * Texts of a step, an action and a help line tell the answers to the questions in `values`, by id.
 * @typedef {{id: string, when: readonly Test[], values: readonly string[]}} Step
 * @typedef {{id: string, after: number | null, before: number | null}} FollowUp
 * @typedef {{
 *   id: string, phase: string, cites: readonly string[], steps: readonly Step[], followUps: readonly FollowUp[],
 *   values: readonly string[], drafts: readonly string[], position: number, phasePosition: number,
 * }} Action
 *
 * Words that an action begins with, offered where the condition holds, with those parts whose tests hold.
 * @typedef {{id: string, condition: Condition, parts: readonly {id: string, when: readonly Test[]}[]}} Draft
 * @typedef {{
 *   id: string, cites: readonly string[], basic: boolean, condition: Condition, find: readonly string[],
 *   advise: readonly string[], withhold: ReadonlySet<string>, lead: readonly string[], table: string, position: number,
 * }} Rule
 * @typedef {{
 *   id: string, region: string, call: string, url: string, under: readonly string[], condition: Condition,
 *   values: readonly string[],
 * }} HelpLine
 * @typedef {{finding: string, phase: string}} Alarm
 * @typedef {{name: string, version: string}} Engine
 *
 * Tests as they are published: `["one-of", question, options]`, `["none-of", question, options]`,
 * `["at-least", question, number, options]`, `["between", question, least, below]`, a finding or `["not", finding]`.
 * @typedef {string | [string, string, ...any[]]} WrittenTest
 * A condition's `earlier` and a row's `before` are places in the list of rows, where what is above comes before.
 * @typedef {{when?: WrittenTest[], any?: WrittenTest[][], unless?: WrittenTest[], earlier?: number}} WrittenCondition
 * @typedef {WrittenCondition & {before?: number, number?: number, open?: boolean}} WrittenRow
 */

/** Everything an author wrote but the texts; `firstSteps` is how many actions a plan leads with. */
export class Rulebook {
  /**
   * @param {any} written the `rulebook` of what was published
   * @param {Engine} engine what traces say that fired the rules
   */
  constructor(written, engine) {
    const tests = new Tests(written.rows ?? []);
    this.engine = engine;
    /** @type {string} */ this.id = written.id;
    /** @type {string} */ this.version = written.version;
    /** @type {string} */ this.sha256 = written.sha256;
    /** @type {readonly string[]} */ this.languages = written.languages;
    /** @type {readonly string[]} */ this.phases = written.phases;
    /** @type {readonly string[]} */ this.findings = written.findings;
    /** @type {Alarm | null} */ this.alarm = written.alarm;
    /** @type {number} */ this.firstSteps = written.firstSteps;
    /** @type {boolean} */ this.quickExit = written.quickExit;
    /** @type {readonly Question[]} */
    this.questions = written.questions.map((/** @type {any} */ one, /** @type {number} */ position) => ({
      id: one.id, kind: one.kind, options: one.options ?? [], low: one.low ?? 0, high: one.high ?? 0,
      onlyIf: tests.all(one.onlyIf), mayChange: one.mayChange ?? false, least: one.least ?? 0,
      decimals: one.decimals ?? 0, unit: one.unit ?? "", groups: one.groups ?? [], position,
    }));
    /** @type {readonly Action[]} */
    this.actions = written.actions.map((/** @type {any} */ one, /** @type {number} */ position) => ({
      id: one.id, phase: one.phase, cites: one.cites, followUps: one.followUps ?? [],
      steps: one.steps.map((/** @type {any} */ step) => (
        { id: step.id, when: tests.all(step.when), values: step.values ?? [] })),
      values: one.values ?? [], drafts: one.drafts ?? [], position, phasePosition: this.phases.indexOf(one.phase),
    }));
    /** @type {readonly Draft[]} */
    this.drafts = (written.drafts ?? []).map((/** @type {any} */ one) => ({
      id: one.id, condition: tests.condition(one),
      parts: one.parts.map((/** @type {any} */ part) => ({ id: part.id, when: tests.all(part.when) })),
    }));
    /** @type {readonly Rule[]} */
    this.rules = written.rules.map((/** @type {any} */ one, /** @type {number} */ position) => ({
      id: one.id, cites: one.cites, basic: one.basic ?? false, condition: tests.condition(one), find: one.find ?? [],
      advise: one.advise ?? [], withhold: new Set(one.withhold ?? []), lead: one.lead ?? [], table: one.table ?? "",
      position,
    }));
    /** The rules in layers: each rests only on findings of layers before. @type {readonly (readonly Rule[])[]} */
    this.strata = layers(this.rules, written.strata);
    /** When the numbers were checked. @type {string} */ this.checked = written.checked;
    /** @type {readonly HelpLine[]} */
    this.helpLines = written.helpLines.map((/** @type {any} */ one) => ({
      id: one.id, region: one.region, call: one.call, url: one.url, under: one.under, condition: tests.condition(one),
      values: one.values ?? [],
    }));
    this.question = byId(this.questions);
    this.action = byId(this.actions);
    this.draft = byId(this.drafts);
    this.rule = byId(this.rules);
    /** For each question the test that it is answered at all. @type {ReadonlyMap<string, Test>} */
    this.answered = new Map(this.questions.map(({ id }) => [id, tests.test(["none-of", id, []])]));
    /** For each finding the rules that can establish it. */
    this.finders = new Map(this.findings.map((one) => [one, this.rules.filter((rule) => rule.find.includes(one))]));
    /** For each action that some rule leads those rules; nothing where a plan leads with no action anyway. */
    this.ledBy = /** @type {Map<string, Rule[]>} */ (new Map());
    for (const rule of this.firstSteps ? this.rules : []) {
      for (const action of rule.lead) listed(this.ledBy, action, rule);
    }
  }

  /**
   * The help lines under an action, where these are the answers and findings.
   * @param {string} action @param {Facts} facts @param {Found} found @returns {HelpLine[]}
   */
  helpLinesUnder(action, facts, found) {
    return this.helpLines.filter((line) => line.under.includes(action) && met(line.condition, facts, found));
  }
}

/** Whether the answer is compared as a number is. @param {Question} question @returns {boolean} */
export const isNumeric = ({ kind }) => kind === "number" || kind === "date";

/** The number inside that the text is, as people write numbers or days; or null.
 * @param {Question} question @param {string} text @returns {number | null} */
export const numberRead = ({ kind, decimals }, text) =>
  (kind === "date" ? dayNumber(text) : scaledNumber(text, decimals));

/** The answer that is this number inside: itself where it is whole, else as it is written.
 * @param {Question} question @param {number} number @returns {string | number} */
export function answerOf({ kind, decimals }, number) {
  if (kind === "date") return writtenDay(number);
  return decimals ? writtenNumber(number, decimals) : number;
}

/** What tests are told of a checked answer: its number inside, or the options that it chooses.
 * @param {Question} question @param {Answer} answer @returns {Value} */
export function valueOf(question, answer) {
  if (typeof answer === "number") return answer;
  if (typeof answer !== "string") return new Set(answer);
  const number = isNumeric(question) && answer !== UNKNOWN ? numberRead(question, answer) : null;
  return number ?? new Set([answer]);
}

/** Reads tests so that equal ones are one object, and so are rows of tables. */
class Tests {
  /** @param {readonly WrittenRow[]} rows */
  constructor(rows) {
    /** @type {Map<string, Test>} */
    this.known = new Map();
    /** @type {Earlier[]} */
    this.rows = [];
    for (const row of rows) {
      const { before, number = 0, open = false } = row;
      this.rows.push({ own: this.condition(row), before: this.row(before), number, open });
    }
  }

  /** @param {number | undefined} at @returns {Earlier | null} */
  row(at) {
    return at === undefined ? null : this.rows[at];
  }

  /** @param {WrittenTest} written @returns {Test} */
  test(written) {
    const key = JSON.stringify(written);
    const known = this.known.get(key);
    if (known) return known;
    const [kind, name, first, second] = typeof written === "string" ? ["", written] : written;
    const isFinding = kind === "" || kind === "not";
    const made = /** @type {Test} */ ({
      kind: isFinding ? "finding" : kind, id: this.known.size, question: isFinding ? "" : name,
      finding: isFinding ? name : "", wanted: kind === "",
      options: new Set(kind === "at-least" ? second : kind === "one-of" || kind === "none-of" ? first : []),
      least: kind === "at-least" || kind === "between" ? first : null, below: kind === "between" ? second : null,
    });
    this.known.set(key, made);
    return made;
  }

  /** @param {WrittenTest[] | undefined} written @returns {Test[]} */
  all(written) {
    return (written ?? []).map((one) => this.test(one));
  }

  /** @param {WrittenCondition} written @returns {Condition} */
  condition(written) {
    const any = (written.any ?? []).map((tests) => this.all(tests));
    return { when: this.all(written.when), any, unless: this.all(written.unless), earlier: this.row(written.earlier) };
  }
}

/** @param {readonly Rule[]} rules @param {readonly number[]} layer of each rule @returns {Rule[][]} */
function layers(rules, layer) {
  /** @type {Rule[][]} */
  const made = [];
  for (const rule of rules) (made[layer[rule.position]] ??= []).push(rule);
  return made;
}

/** @template {{id: string}} T @param {readonly T[]} many @returns {ReadonlyMap<string, T>} */
const byId = (many) => new Map(many.map((one) => [one.id, one]));

/**
 * Puts one more thing under a name.
 * @template K, T @param {Map<K, T[]>} lists @param {K} name @param {T} one
 */
export function listed(lists, name, one) {
  const list = lists.get(name);
  if (list) list.push(one);
  else lists.set(name, [one]);
}
