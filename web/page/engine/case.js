/** A case: a person's answers, checked against a rulebook (engine/consulting/case.py). */

/** @import { Facts, Value } from "./condition.js" */
/** @import { Question, Rulebook } from "./rulebook.js" */

import { UNKNOWN } from "./condition.js";
import { counted } from "./counting.js";

/**
 * An option or `unknown`; the chosen options, in the rulebook's order; or a whole number.
 * @typedef {string | readonly string[] | number} Answer
 *
 * Answers by question, in an order.
 * @typedef {ReadonlyMap<string, Answer>} Answers
 */

/** An answer that a question does not allow, or to no question at all. */
export class CaseError extends Error {
  /** @param {string} question */
  constructor(question) {
    super(`This is no answer to '${question}'.`);
    this.question = question;
  }
}

/** Checked answers in the rulebook's order; `facts` are the answers that count, and no others. */
export class Case {
  /** @param {Answers} answers @param {Facts} given @param {Facts} facts */
  constructor(answers, given, facts) {
    this.answers = answers;
    /** Every answer as a value that could be tested, also those set aside. */
    this.given = given;
    this.facts = facts;
  }

  /** The answers set aside: kept, and counting for nothing. @returns {Answers} */
  get aside() {
    return new Map([...this.answers].filter(([name]) => !this.facts.has(name)));
  }
}

/**
 * The case that answers make. Throws CaseError for a question that does not exist and an answer that is not allowed.
 * @param {Rulebook} rulebook @param {Answers} answers @returns {Case}
 */
export function checkAnswers(rulebook, answers) {
  for (const name of answers.keys()) if (!rulebook.question.has(name)) throw new CaseError(name);
  /** @type {Map<string, Answer>} */
  const checked = new Map();
  /** @type {Map<string, Value>} */
  const given = new Map();
  for (const question of rulebook.questions) {
    if (!answers.has(question.id)) continue;
    const answer = checkAnswer(question, answers.get(question.id));
    checked.set(question.id, answer);
    given.set(question.id, valueOf(answer));
  }
  return new Case(checked, given, counted(rulebook.questions, given));
}

/**
 * The answer that `given` is to the question, options in its order. Throws CaseError where it is none.
 * @param {Question} question @param {unknown} given @returns {Answer}
 */
export function checkAnswer(question, given) {
  if (given === UNKNOWN) return UNKNOWN;
  if (question.kind === "number") {
    const isWhole = typeof given === "number" && Number.isInteger(given);
    if (isWhole && question.low <= given && given <= question.high) return given;
  } else if (question.kind === "one") {
    if (typeof given === "string" && question.options.includes(given)) return given;
  } else if (Array.isArray(given)) {
    const chosen = new Set(given);
    const fits = chosen.size === given.length && given.every((option) => question.options.includes(option));
    if (fits) return question.options.filter((option) => chosen.has(option));
  }
  throw new CaseError(question.id);
}

/** @param {Answer} answer @returns {Value} */
const valueOf = (answer) =>
  typeof answer === "number" ? answer : new Set(typeof answer === "string" ? [answer] : answer);
