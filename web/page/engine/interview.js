/** The questionnaire: which open questions could still change the plan, and which is next (consulting/interview.py). */

/** @import { Answers } from "./case.js" */
/** @import { Value } from "./condition.js" */
/** @import { Prospect } from "./prospect.js" */
/** @import { Action, Question, Rulebook } from "./rulebook.js" */

import { checkAnswers } from "./case.js";
import { opening } from "./opening.js";
import { outlook } from "./prospect.js";

/** The open question to ask next; null when no answer could change the plan.
 * @param {Rulebook} rulebook @param {Answers} answers @returns {Question | null} */
export function nextQuestion(rulebook, answers) {
  const first = answers.size ? null : opening(rulebook);
  if (first) return first;
  const [next] = after(rulebook, answers).mattering();
  return next ?? null;
}

/** Every open question whose answer could change the plan, in the order in which they would be asked; each is looked
 * for when it is its turn. @param {Rulebook} rulebook @param {Answers} answers @returns {Iterable<Question>} */
export const openQuestions = (rulebook, answers) => after(rulebook, answers).mattering();

/** Whether no further answer can change which actions the plan leads with, nor which of them are basics.
 * @param {Rulebook} rulebook @param {Answers} answers @returns {boolean} */
export function firstStepsCertain(rulebook, answers) {
  const [undecided] = after(rulebook, answers).undecided();
  return undecided === undefined;
}

/** The actions that could come, go or read differently depending on how the question, taken as open, is answered.
 * @param {Rulebook} rulebook @param {Answers} answers @param {string} question @returns {Action[]} */
export const hingingActions = (rulebook, answers, question) =>
  after(rulebook, answers, question).hinging(/** @type {Question} */ (rulebook.question.get(question)));

/** The actions of which it depends on further answers whether they are in the plan, in the rulebook's order; each is
 * looked for when it is its turn. @param {Rulebook} rulebook @param {Answers} answers @returns {Iterable<Action>} */
export const undecidedActions = (rulebook, answers) => after(rulebook, answers).undecidedActions();

/** What can still change after the answers, one of them left out.
 * @param {Rulebook} rulebook @param {Answers} answers @param {string} [but] @returns {Prospect} */
function after(rulebook, answers, but) {
  const { given } = checkAnswers(rulebook, answers);
  const inTheirOrder = [...answers.keys()].filter((name) => name !== but);
  return outlook(rulebook).after(new Map(inTheirOrder.map((name) => [name, /** @type {Value} */ (given.get(name))])));
}
