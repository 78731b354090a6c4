/** The questionnaire: which open questions could still change the plan, and which is next (consulting/interview.py). */

/** @import { Answers } from "./case.js" */
/** @import { Value } from "./condition.js" */
/** @import { Prospect } from "./prospect.js" */
/** @import { Action, Question, Rulebook } from "./rulebook.js" */

import { checkAnswers } from "./case.js";
import { Outlook } from "./prospect.js";

/** @type {WeakMap<Rulebook, Outlook>} */
const outlooks = new WeakMap();

/** What is at stake in the rulebook, made ready once; one made otherwise may be given.
 * @param {Rulebook} rulebook @param {Outlook} [made] @returns {Outlook} */
export function outlook(rulebook, made) {
  const known = made ?? outlooks.get(rulebook) ?? new Outlook(rulebook);
  outlooks.set(rulebook, known);
  return known;
}

/** The open question to ask next; null when no answer could change the plan.
 * @param {Rulebook} rulebook @param {Answers} answers @returns {Question | null} */
export function nextQuestion(rulebook, answers) {
  for (const question of after(rulebook, answers).mattering()) return question;
  return null;
}

/** Every open question whose answer could change the plan, in the order in which they would be asked.
 * @param {Rulebook} rulebook @param {Answers} answers @returns {Question[]} */
export const openQuestions = (rulebook, answers) => [...after(rulebook, answers).mattering()];

/** Whether no further answer can change which actions the plan leads with, nor which of them are basics.
 * @param {Rulebook} rulebook @param {Answers} answers @returns {boolean} */
export function firstStepsCertain(rulebook, answers) {
  for (const _ of after(rulebook, answers).undecided()) return false;
  return true;
}

/** The actions that could come, go or read differently depending on how the question, taken as open, is answered.
 * @param {Rulebook} rulebook @param {Answers} answers @param {string} question @returns {Action[]} */
export const hingingActions = (rulebook, answers, question) =>
  [...new Set(after(rulebook, answers, question).hinging(question).map((visible) => visible.action))];

/** The actions of which it depends on further answers whether they are in the plan, in the rulebook's order.
 * @param {Rulebook} rulebook @param {Answers} answers @returns {Action[]} */
export const undecidedActions = (rulebook, answers) => after(rulebook, answers).undecidedActions();

/** What can still change after the answers, one of them left out.
 * @param {Rulebook} rulebook @param {Answers} answers @param {string} [but] @returns {Prospect} */
function after(rulebook, answers, but) {
  const { given } = checkAnswers(rulebook, answers);
  const inTheirOrder = [...answers.keys()].filter((name) => name !== but);
  return outlook(rulebook).after(new Map(inTheirOrder.map((name) => [name, /** @type {Value} */ (given.get(name))])));
}
