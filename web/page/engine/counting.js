/** Which answers count: those of questions without `only-if`, and those whose `only-if` holds on answers that count. */

/** @import { Facts, Value } from "./condition.js" */
/** @import { Question } from "./rulebook.js" */

import { NOTHING_FOUND, allHold } from "./condition.js";

/**
 * The answers that count, of all that were given to these questions, which are in declared order.
 * @param {readonly Question[]} questions @param {Facts} facts @returns {Facts}
 */
export function counted(questions, facts) {
  /** @type {Map<string, Value>} */
  const counting = new Map();
  for (const question of questions) {
    const value = facts.get(question.id);
    if (value !== undefined && allHold(question.onlyIf, counting, NOTHING_FOUND)) counting.set(question.id, value);
  }
  return counting;
}

/**
 * The questions whose `only-if` holds; `facts` are the answers that count.
 * @param {readonly Question[]} questions @param {Facts} facts @returns {Question[]}
 */
export const askable = (questions, facts) =>
  questions.filter((question) => allHold(question.onlyIf, facts, NOTHING_FOUND));
