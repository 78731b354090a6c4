/** The outcome of a consultation: the plan, what was withheld, the rules that fired (engine/consulting/outcome.py). */

/** @import { Answers, Case } from "./case.js" */
/** @import { Facts } from "./condition.js" */
/** @import { Action, Draft, Question, Rule, Rulebook, Step } from "./rulebook.js" */

import { checkAnswers } from "./case.js";
import { allHold, met } from "./condition.js";
import { firstStepsCertain, openQuestions } from "./interview.js";
import { listed } from "./rulebook.js";

/**
 * A draft that is offered, and those of its parts that are in it.
 * @typedef {{draft: Draft, parts: Draft["parts"]}} Offered
 *
 * An action of the plan: its rank from 1, whether only basic rules advise it, the steps shown, the rules that advise
 * it, those that lead it, and the drafts offered with it.
 * @typedef {{
 *   action: Action, rank: number, basic: boolean, steps: readonly Step[], because: readonly string[],
 *   ledBy: readonly string[], drafts: readonly Offered[],
 * }} Planned
 *
 * An action that some rules advise and others withhold.
 * @typedef {{action: Action, advisedBy: readonly string[], by: readonly string[]}} Withheld
 */

/** What a rulebook concludes from a case; `fired` holds rules in the rulebook's order, all else names them by id. */
export class Outcome {
  /** @param {Rulebook} rulebook @param {Case} made */
  constructor(rulebook, made) {
    this.rulebook = rulebook;
    this.case = made;
    this.fired = fire(rulebook, made.facts);
    this.firedIds = new Set(this.fired.map((rule) => rule.id));
    /** @type {Map<string, string[]>} */ const findings = new Map();
    /** @type {Map<string, string[]>} */ const advised = new Map();
    /** @type {Map<string, string[]>} */ const heldBack = new Map();
    /** @type {Map<string, string[]>} */ const led = new Map();
    /** @type {Set<string>} */ const own = new Set();
    for (const rule of this.fired) {
      for (const finding of rule.find) listed(findings, finding, rule.id);
      for (const action of rule.advise) listed(advised, action, rule.id);
      for (const action of rulebook.firstSteps ? rule.lead : []) listed(led, action, rule.id);
      if (!rule.basic) for (const action of rule.advise) own.add(action);
    }
    for (const rule of this.fired) {
      for (const action of rule.withhold) if (advised.has(action)) listed(heldBack, action, rule.id);
    }
    /** The findings with the rules that established them. @type {ReadonlyMap<string, readonly string[]>} */
    this.findings = new Map(rulebook.findings.flatMap((name) => {
      const by = findings.get(name);
      return by ? [[name, by]] : [];
    }));
    /** @type {readonly Planned[]} */
    this.plan = rulebook.actions
      .filter((action) => advised.has(action.id) && !heldBack.has(action.id))
      .sort((one, two) => one.phasePosition - two.phasePosition
        || Number(own.has(two.id)) - Number(own.has(one.id)) || one.position - two.position)
      .map((action, at) => ({
        action, rank: at + 1, basic: !own.has(action.id),
        steps: action.steps.filter((step) => allHold(step.when, made.facts, findings)),
        because: advised.get(action.id) ?? [], ledBy: led.get(action.id) ?? [],
        drafts: action.drafts.map((name) => /** @type {Draft} */ (rulebook.draft.get(name)))
          .filter((draft) => met(draft.condition, made.facts, findings))
          .map((draft) => ({ draft, parts: draft.parts.filter((part) => allHold(part.when, made.facts, findings)) })),
      }));
    /** @type {readonly Withheld[]} */
    this.withheld = rulebook.actions.filter((action) => heldBack.has(action.id)).map((action) => ({
      action, advisedBy: advised.get(action.id) ?? [], by: heldBack.get(action.id) ?? [],
    }));
    /** @type {readonly Question[] | undefined} */ this._open = undefined;
    /** @type {boolean | undefined} */ this._certain = undefined;
  }

  /** The open questions whose answers could still change the plan, in the order in which they would be asked. */
  get openQuestions() {
    this._open ??= [...openQuestions(this.rulebook, this.case.answers)];
    return this._open;
  }

  /** Looks for the open questions in small steps. @returns {Iterator<void>} */
  * looksAhead() {
    if (this._open) return;
    /** @type {Question[]} */
    const open = [];
    for (const question of openQuestions(this.rulebook, this.case.answers)) {
      open.push(question);
      yield;
    }
    this._open = open;
  }

  /** Whether no open question could change the plan any more: one that could is enough to tell. */
  get complete() {
    if (this._open) return !this._open.length;
    const [open] = openQuestions(this.rulebook, this.case.answers);
    return open === undefined;
  }

  /** Whether the finding that interrupts a questionnaire is established. */
  get alarmed() {
    return this.rulebook.alarm !== null && this.findings.has(this.rulebook.alarm.finding);
  }

  /**
   * The actions that the plan leads with: while the alarm stands those of its phase, then those that a rule leads, then
   * the others, each in the order of the plan.
   */
  get firstSteps() {
    const urgent = this.alarmed ? this.rulebook.alarm?.phase : undefined;
    /** @param {Planned} one */
    const turn = (one) => (one.action.phase === urgent ? 0 : one.ledBy.length ? 1 : 2);
    return [...this.plan].sort((one, two) => turn(one) - turn(two)).slice(0, this.rulebook.firstSteps);
  }

  /** Whether no further answer can change which actions the plan leads with, nor which of them are basics. */
  get firstStepsCertain() {
    this._certain ??= firstStepsCertain(this.rulebook, this.case.answers);
    return this._certain;
  }

  /** The action in the plan. @param {string} action @returns {Planned | undefined} */
  planned(action) {
    return this.plan.find((one) => one.action.id === action);
  }
}

/**
 * What a rulebook concludes from answers. Throws CaseError when they do not fit.
 * @param {Rulebook} rulebook @param {Answers} answers @returns {Outcome}
 */
export const consult = (rulebook, answers) => new Outcome(rulebook, checkAnswers(rulebook, answers));

/**
 * The rules that fire, in the rulebook's order.
 * @param {Rulebook} rulebook @param {Facts} facts @returns {Rule[]}
 */
function fire(rulebook, facts) {
  /** @type {Set<string>} */ const found = new Set();
  /** @type {Set<Rule>} */ const fired = new Set();
  for (const stratum of rulebook.strata) {
    const firing = stratum.filter((rule) => met(rule.condition, facts, found));
    for (const rule of firing) {
      fired.add(rule);
      for (const finding of rule.find) found.add(finding);
    }
  }
  return rulebook.rules.filter((rule) => fired.has(rule));
}
