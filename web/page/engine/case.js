/** A case: a person's answers, checked against a rulebook (engine/consulting/case.py). */

/** @import { Facts, Value } from "./condition.js" */
/** @import { Question, Rulebook } from "./rulebook.js" */

import { UNKNOWN } from "./condition.js";
import { counted } from "./counting.js";
import { answerOf, isNumeric, numberRead, valueOf } from "./rulebook.js";

/**
 * An option or `unknown`; the chosen options, in the rulebook's order; a whole number; or, as text, a number with
 * decimals (`7.5`) or a day (`2024-04-01`).
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
    given.set(question.id, valueOf(question, answer));
  }
  return new Case(checked, given, counted(rulebook.questions, given));
}

/**
 * The answer that `given` is to the question, options in its order. Throws CaseError where it is none.
 * @param {Question} question @param {unknown} given @returns {Answer}
 */
export function checkAnswer(question, given) {
  if (given === UNKNOWN) return UNKNOWN;
  if (isNumeric(question)) {
    const number = numberIn(question, given);
    if (number !== null && question.low <= number && number <= question.high) return answerOf(question, number);
  } else if (question.kind === "one") {
    if (typeof given === "string" && question.options.includes(given)) return given;
  } else if (Array.isArray(given)) {
    const chosen = new Set(given);
    const isEnough = chosen.size === given.length && chosen.size >= question.least;
    const fits = isEnough && given.every((option) => question.options.includes(option));
    if (fits) return fittingOptions(question, given);
  }
  throw new CaseError(question.id);
}

/** Those of the options that the question has, in its order. @param {Question} question
 * @param {readonly unknown[]} given @returns {string[]} */
export const fittingOptions = (question, given) => question.options.filter((option) => given.includes(option));

/** The number inside that is given: text as people write it, save for whole numbers, which are numbers; one with
 * decimals counts as its shortest digits.
 * @param {Question} question @param {unknown} given @returns {number | null} */
function numberIn(question, given) {
  const isText = typeof given === "string" && (question.kind === "date" || question.decimals > 0);
  if (isText) return numberRead(question, given);
  if (typeof given !== "number" || question.kind !== "number") return null;
  if (Number.isInteger(given)) return given * 10 ** question.decimals;
  return question.decimals ? numberRead(question, String(given)) : null;
}
