/**
 * A course: one person's way through the questionnaire, which can be walked back and taken up again
 * (engine/consulting/course.py).
 *
 * A question is asked only while its answer could change the plan. Whoever changes an early answer keeps the later ones
 * whose questions still matter; the others are set aside, and taken up again as soon as their questions matter again.
 */

/** @import { Answer, Answers } from "./case.js" */
/** @import { Action, Question, Rulebook } from "./rulebook.js" */

import { CaseError, checkAnswer, checkAnswers } from "./case.js";
import { hingingActions, nextQuestion, openQuestions } from "./interview.js";
import { Outcome, consult } from "./outcome.js";

/** The `answers` that count, in the order in which they were taken, those set `aside`, and the next `question`. */
export class Course {
  /** @param {Rulebook} rulebook @param {Answers} answers @param {Answers} aside @param {Question | null} question */
  constructor(rulebook, answers, aside, question) {
    this.rulebook = rulebook;
    this.answers = answers;
    this.aside = aside;
    this.question = question;
    /** @type {Outcome | undefined} */ this._outcome = undefined;
    /** @type {string | null | undefined} */ this._alarmedBy = undefined;
  }

  /**
   * The course once `question`, asked before or next, is answered so.
   * Throws CaseError when the question is not being asked or does not allow the answer.
   * @param {string} question @param {unknown} given @returns {Course}
   */
  answered(question, given) {
    const asked = this.rulebook.question.get(question);
    if (!asked || !this.asked.includes(question)) throw new CaseError(question);
    return resumed(this.rulebook, new Map([...this.given, [question, checkAnswer(asked, given)]]));
  }

  /** Every answer ever given, also those set aside: what is kept for another day. @returns {Answers} */
  get given() {
    return new Map([...this.answers, ...this.aside]);
  }

  /** The questions answered, in order, and the one that is next. @returns {string[]} */
  get asked() {
    return [...this.answers.keys(), ...(this.question ? [this.question.id] : [])];
  }

  /** How many questions may follow the next one, at most. @returns {number} */
  get further() {
    return Math.max([...openQuestions(this.rulebook, this.answers)].length - 1, 0);
  }

  /** What follows from the answers so far. @returns {Outcome} */
  get outcome() {
    this._outcome ??= consult(this.rulebook, this.answers);
    return this._outcome;
  }

  /** The actions that could come, go or read differently with another answer to a question.
   * @param {string} question @returns {Action[]} */
  hinging(question) {
    return hingingActions(this.rulebook, this.answers, question);
  }

  /** While the alarm stands: the question with whose answer it was first established. @returns {string | null} */
  get alarmedBy() {
    this._alarmedBy ??= this.outcome.alarmed ? firstAlarming(this) : null;
    return this._alarmedBy;
  }
}

/** @param {Course} course @returns {string | null} */
function firstAlarming({ rulebook, answers }) {
  /** @type {Map<string, Answer>} */
  const soFar = new Map();
  for (const [question, answer] of answers) {
    soFar.set(question, answer);
    if (consult(rulebook, soFar).alarmed) return question;
  }
  return null;
}

/** The course of a person who has answered nothing yet. @param {Rulebook} rulebook @returns {Course} */
export const begun = (rulebook) => resumed(rulebook, new Map());

/**
 * The course of a person who has `given` these answers, in whichever order.
 * Throws CaseError when they do not fit the rulebook.
 * @param {Rulebook} rulebook @param {Answers} given @returns {Course}
 */
export function resumed(rulebook, given) {
  const aside = new Map(checkAnswers(rulebook, given).answers);
  /** @type {Map<string, Answer>} */
  const answers = new Map();
  for (;;) {
    const question = questionOfTheTurn(rulebook, answers, aside);
    const taken = question ? aside.get(question.id) : undefined;
    if (!question || taken === undefined) return new Course(rulebook, answers, aside, question);
    answers.set(question.id, taken);
    aside.delete(question.id);
  }
}

/**
 * The next question; but one that has its answer in `aside` comes before one that would have to be asked.
 * @param {Rulebook} rulebook @param {Answers} answers @param {Answers} aside @returns {Question | null}
 */
function questionOfTheTurn(rulebook, answers, aside) {
  const question = nextQuestion(rulebook, answers);
  if (!question || aside.has(question.id) || !aside.size) return question;
  for (const other of openQuestions(rulebook, answers)) if (aside.has(other.id)) return other;
  return question;
}
