/** The rulebook as it was published: questions, findings, actions, rules, as engine/language/rulebook.py has them. */

/** @import { Condition, Test, Facts, Found } from "./condition.js" */

import { met } from "./condition.js";

export const BEYOND = "beyond";

/**
 * @typedef {{
 *   id: string, kind: "one" | "several" | "number", options: readonly string[], low: number, high: number,
 *   onlyIf: readonly Test[], mayChange: boolean, position: number,
 * }} Question
 * @typedef {{id: string, when: readonly Test[]}} Step
 * @typedef {{id: string, after: number | null, before: number | null}} FollowUp
 * @typedef {{
 *   id: string, phase: string, cites: readonly string[], steps: readonly Step[], followUps: readonly FollowUp[],
 *   position: number, phasePosition: number,
 * }} Action
 * @typedef {{
 *   id: string, cites: readonly string[], basic: boolean, condition: Condition, find: readonly string[],
 *   advise: readonly string[], withhold: ReadonlySet<string>, lead: readonly string[], position: number,
 * }} Rule
 * @typedef {{
 *   id: string, region: string, call: string, url: string, under: readonly string[], condition: Condition,
 * }} HelpLine
 * @typedef {{finding: string, phase: string}} Alarm
 * @typedef {{name: string, version: string}} Engine
 *
 * Tests as they are published: `["one-of", question, options]`, `["none-of", question, options]`,
 * `["at-least", question, number, options]`, `["between", question, least, below]`, `["finding", finding, wanted]`.
 * @typedef {[string, string, ...any[]]} WrittenTest
 * @typedef {{when?: WrittenTest[], any?: WrittenTest[][], unless?: WrittenTest[]}} WrittenCondition
 */

/** Everything an author wrote but the texts; `firstSteps` is how many actions a plan leads with. */
export class Rulebook {
  /**
   * @param {any} written the `rulebook` of what was published
   * @param {Engine} engine what traces say that fired the rules
   */
  constructor(written, engine) {
    const tests = new Tests();
    this.engine = engine;
    /** @type {string} */ this.id = written.id;
    /** @type {string} */ this.version = written.version;
    /** @type {string} */ this.sha256 = written.sha256;
    /** @type {readonly string[]} */ this.languages = written.languages;
    /** @type {readonly string[]} */ this.phases = written.phases;
    /** @type {readonly string[]} */ this.findings = written.findings;
    /** @type {Alarm | null} */ this.alarm = written.alarm;
    /** @type {number} */ this.firstSteps = written.firstSteps;
    /** @type {readonly Question[]} */
    this.questions = written.questions.map((/** @type {any} */ one, /** @type {number} */ position) => ({
      id: one.id, kind: one.kind, options: one.options ?? [], low: one.low ?? 0, high: one.high ?? 0,
      onlyIf: tests.all(one.onlyIf), mayChange: one.mayChange ?? false, position,
    }));
    /** @type {readonly Action[]} */
    this.actions = written.actions.map((/** @type {any} */ one, /** @type {number} */ position) => ({
      id: one.id, phase: one.phase, cites: one.cites, followUps: one.followUps ?? [],
      steps: one.steps.map((/** @type {any} */ step) => ({ id: step.id, when: tests.all(step.when) })),
      position, phasePosition: this.phases.indexOf(one.phase),
    }));
    /** @type {readonly Rule[]} */
    this.rules = written.rules.map((/** @type {any} */ one, /** @type {number} */ position) => ({
      id: one.id, cites: one.cites, basic: one.basic ?? false, condition: tests.condition(one), find: one.find ?? [],
      advise: one.advise ?? [], withhold: new Set(one.withhold ?? []), lead: one.lead ?? [], position,
    }));
    /** The rules in layers: each rests only on findings of layers before. @type {readonly (readonly Rule[])[]} */
    this.strata = written.strata.map((/** @type {number[]} */ stratum) => stratum.map((at) => this.rules[at]));
    /** When the numbers were checked. @type {string} */ this.checked = written.helpLines.checked;
    /** @type {readonly HelpLine[]} */
    this.helpLines = written.helpLines.lines.map((/** @type {any} */ one) => ({
      id: one.id, region: one.region, call: one.call, url: one.url, under: one.under, condition: tests.condition(one),
    }));
    this.question = byId(this.questions);
    this.action = byId(this.actions);
    this.rule = byId(this.rules);
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

/** Reads tests so that equal ones are one object. */
class Tests {
  constructor() {
    /** @type {Map<string, Test>} */
    this.known = new Map();
  }

  /** @param {WrittenTest} written @returns {Test} */
  test(written) {
    const key = JSON.stringify(written);
    const known = this.known.get(key);
    if (known) return known;
    const [kind, name, first, second] = written;
    const made = /** @type {Test} */ ({
      kind, id: this.known.size, question: kind === "finding" ? "" : name, finding: kind === "finding" ? name : "",
      wanted: kind === "finding" && first,
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
    return { when: this.all(written.when), any, unless: this.all(written.unless) };
  }
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
