/** What may have changed when somebody comes back (engine/consulting/review.py). */

/** @import { Question, Rulebook } from "./rulebook.js" */

import { everyTest } from "./condition.js";

/** Those of the answered questions whose answers may be others some day, in the order of the answers.
 * @param {Rulebook} rulebook @param {ReadonlyMap<string, unknown>} answers @returns {Question[]} */
export const questionsToReview = (rulebook, answers) => [...answers.keys()].flatMap((name) => {
  const question = rulebook.question.get(name);
  return question?.mayChange ? [question] : [];
});

/** The questions that the alarm rests on, and those that are asked because of them: what is most private.
 * @param {Rulebook} rulebook @returns {Set<string>} */
export function alarmQuestions(rulebook) {
  /** @type {Set<string>} */ const tested = new Set();
  const findings = new Set(rulebook.alarm ? [rulebook.alarm.finding] : []);
  for (const finding of findings) {
    for (const test of everyTest((rulebook.finders.get(finding) ?? []).map((rule) => rule.condition))) {
      if (test.kind === "finding") findings.add(test.finding);
      else tested.add(test.question);
    }
  }
  for (const question of rulebook.questions) {
    if (question.onlyIf.some((test) => tested.has(test.question))) tested.add(question.id);
  }
  return tested;
}
