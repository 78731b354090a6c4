/** Two outcomes of one rulebook compared: what a change of answers changes (engine/telling/comparison.py). */

/** @import { Answer } from "./case.js" */
/** @import { Outcome, Planned } from "./outcome.js" */
/** @import { Action, Step } from "./rulebook.js" */

import { hingingActions } from "./interview.js";

/**
 * An action or finding that comes, goes or changes: the rules that `now` make it so, and those that `noLonger` stand
 * against it.
 * @typedef {{id: string, now: readonly string[], noLonger: readonly string[]}} Shift
 *
 * @typedef {{question: string, before: Answer | null, after: Answer | null}} Change
 * @typedef {{id: string, shown: readonly Step[], hidden: readonly Step[]}} Steps
 * @typedef {{id: string, before: number, after: number}} Move
 *
 * An action of both plans whose drafts differ: those `offered` with it now, `dropped`, or with other parts.
 * @typedef {{
 *   id: string, offered: readonly string[], dropped: readonly string[], rewritten: readonly string[],
 * }} Drafts
 * @typedef {{question: string, actions: readonly string[]}} Opening
 *
 * What differs between two outcomes; everything in the rulebook's order, actions of a plan in the plan's.
 * @typedef {{
 *   before: Outcome, after: Outcome, answers: readonly Change[], comes: readonly Shift[], goes: readonly Shift[],
 *   own: readonly Shift[], basic: readonly Shift[], led: readonly Shift[], unled: readonly Shift[],
 *   steps: readonly Steps[], drafts: readonly Drafts[], moves: readonly Move[], withheld: readonly Shift[],
 *   released: readonly Shift[],
 *   established: readonly Shift[], lapsed: readonly Shift[], opened: readonly Opening[], closed: readonly string[],
 * }} Comparison
 */

/** What differs in `after`. @param {Outcome} before @param {Outcome} after @returns {Comparison} */
export function compare(before, after) {
  const { rulebook } = after;
  const old = new Map(before.plan.map((one) => [one.action.id, one]));
  const now = new Set(after.plan.map((one) => one.action.id));
  /** @type {(readonly [Planned, Planned])[]} */
  const both = after.plan.flatMap((one) => {
    const was = old.get(one.action.id);
    return was ? [/** @type {const} */ ([was, one])] : [];
  });
  const wereHeld = new Set(before.withheld.map((held) => held.action));
  const areHeld = new Set(after.withheld.map((held) => held.action));
  const led = new Set(before.plan.filter((one) => one.ledBy.length).map((one) => one.action.id));
  /** @param {readonly string[]} rules */
  const ended = (rules) => rules.filter((rule) => !after.firedIds.has(rule));
  /** @param {Planned} one */
  const ofItsOwn = (one) => one.because.filter((rule) => !rulebook.rule.get(rule)?.basic);
  /** @param {Outcome} outcome @param {Action} action */
  const withholding = (outcome, action) =>
    outcome.fired.filter((rule) => rule.withhold.has(action.id)).map((rule) => rule.id);
  /** @param {string} id @param {readonly string[]} come @param {readonly string[]} gone @returns {Shift} */
  const shift = (id, come, gone) => ({ id, now: come, noLonger: gone });

  return {
    before, after,
    answers: rulebook.questions.flatMap(({ id }) => {
      const [was, is] = [before, after].map((outcome) => outcome.case.answers.get(id) ?? null);
      return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ question: id, before: was, after: is }];
    }),
    comes: after.plan.filter((one) => !old.has(one.action.id))
      .map((one) => shift(one.action.id, one.because, ended(withholding(before, one.action)))),
    goes: before.plan.filter((one) => !now.has(one.action.id))
      .map((one) => shift(one.action.id, withholding(after, one.action), ended(one.because))),
    own: both.filter(([was, is]) => was.basic && !is.basic).map(([, is]) => shift(is.action.id, ofItsOwn(is), [])),
    basic: both.filter(([was, is]) => is.basic && !was.basic)
      .map(([was, is]) => shift(is.action.id, is.because, ended(ofItsOwn(was)))),
    led: after.plan.filter((one) => one.ledBy.length && !led.has(one.action.id))
      .map((one) => shift(one.action.id, one.ledBy, [])),
    unled: both.filter(([was, is]) => was.ledBy.length && !is.ledBy.length)
      .map(([was, is]) => shift(is.action.id, [], was.ledBy)),
    steps: both.map(([was, is]) => {
      const [were, are] = [toldSteps(before, was), toldSteps(after, is)];
      return {
        id: is.action.id, shown: is.steps.filter((step) => were.get(step) !== are.get(step)),
        hidden: was.steps.filter((step) => are.get(step) !== were.get(step)),
      };
    }).filter((one) => one.shown.length || one.hidden.length),
    drafts: both.map(([was, is]) => {
      const [were, are] = [was, is].map((one) => new Map(one.drafts.map(({ draft, parts }) => (
        [draft.id, JSON.stringify(parts.map((part) => part.id))]))));
      return {
        id: is.action.id, offered: [...are.keys()].filter((id) => !were.has(id)),
        dropped: [...were.keys()].filter((id) => !are.has(id)),
        rewritten: [...are.keys()].filter((id) => were.has(id) && were.get(id) !== are.get(id)),
      };
    }).filter((one) => one.offered.length || one.dropped.length || one.rewritten.length),
    moves: both.filter(([was, is]) => was.rank !== is.rank)
      .map(([was, is]) => ({ id: is.action.id, before: was.rank, after: is.rank })),
    withheld: after.withheld.filter((held) => !wereHeld.has(held.action))
      .map((held) => shift(held.action.id, held.by, [])),
    released: before.withheld.filter((held) => !areHeld.has(held.action)).map((held) => {
      const because = after.planned(held.action.id)?.because ?? [];
      return shift(held.action.id, because, ended(because.length ? held.by : [...held.advisedBy, ...held.by]));
    }),
    established: [...after.findings].filter(([id]) => !before.findings.has(id)).map(([id, by]) => shift(id, by, [])),
    lapsed: [...before.findings].filter(([id]) => !after.findings.has(id)).map(([id, by]) => shift(id, [], by)),
    opened: rulebook.questions
      .filter((question) => after.openQuestions.includes(question) && !before.openQuestions.includes(question))
      .map(({ id }) => ({ question: id, actions: hingingActions(rulebook, after.case.answers, id) }))
      .map(({ question, actions }) => ({ question, actions: actions.map((action) => action.id) })),
    closed: rulebook.questions
      .filter((question) => before.openQuestions.includes(question) && !after.openQuestions.includes(question)
        && !after.case.answers.has(question.id))
      .map((question) => question.id),
  };
}

/** The steps shown, each with the answers that it tells, as a text. @param {Outcome} outcome @param {Planned} planned
 * @returns {Map<Step, string>} */
function toldSteps({ case: { facts } }, { steps }) {
  /** @param {string} name */
  const told = (name) => {
    const value = facts.get(name);
    return typeof value === "object" ? [...value].sort() : value;
  };
  return new Map(steps.map((step) => [step, JSON.stringify(step.values.map(told))]));
}

/** Whether the plan is the same, in its actions, marks, steps and places. @param {Comparison} shown */
export const isSamePlan = (shown) => ![
  shown.comes, shown.goes, shown.own, shown.basic, shown.led, shown.unled, shown.steps, shown.drafts, shown.moves,
].some((many) => many.length);

/** Whether nothing but the answers differs. @param {Comparison} shown */
export const isSame = (shown) => isSamePlan(shown) && ![
  shown.withheld, shown.released, shown.established, shown.lapsed, shown.opened, shown.closed,
].some((many) => many.length);
