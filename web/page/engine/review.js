/**
 * A review: somebody comes back, and what may have changed since the answers were given is asked again
 * (engine/consulting/review.py).
 */

/** @import { Answers } from "./case.js" */
/** @import { Course } from "./course.js" */
/** @import { Outcome } from "./outcome.js" */
/** @import { Question, Rulebook } from "./rulebook.js" */

import { CaseError } from "./case.js";
import { everyTest } from "./condition.js";
import { resumed } from "./course.js";

/** The way back of one person: the answers as they were, the course from there to now, and what was looked at again. */
export class Review {
  /** @param {Answers} given @param {Course} course @param {readonly string[]} lookedAt questions, in order */
  constructor(given, course, lookedAt = []) {
    this.given = given;
    this.course = course;
    this.lookedAt = lookedAt;
  }

  /** The answered questions that are still to be looked at again, the next one first. @returns {Question[]} */
  get ahead() {
    return questionsToReview(this.course.rulebook, this.course.answers)
      .filter((question) => !this.lookedAt.includes(question.id));
  }

  /** The question to ask now, answered or not; null where nothing is left to be asked. @returns {Question | null} */
  get question() {
    return this.ahead[0] ?? this.course.question;
  }

  /** The questions looked at so far that are still on the course, in order, and the one that is next.
   * @returns {string[]} */
  get asked() {
    const soFar = this.lookedAt.filter((name) => this.course.answers.has(name));
    const next = this.question?.id;
    return next === undefined ? soFar : [...soFar, next];
  }

  /**
   * The review once `question`, looked at before or next, is answered so; perhaps as before.
   * Throws CaseError when the question is not being asked or does not allow the answer.
   * @param {string} question @param {unknown} given @returns {Review}
   */
  answered(question, given) {
    if (!this.course.asked.includes(question)) throw new CaseError(question);
    const lookedAt = this.lookedAt.includes(question) ? this.lookedAt : [...this.lookedAt, question];
    return new Review(this.given, this.course.answered(question, given), lookedAt);
  }

  /** What followed from the answers as they were. @returns {Outcome} */
  get before() {
    return resumed(this.course.rulebook, this.given).outcome;
  }
}

/** The review of a case, at its beginning. @param {Rulebook} rulebook @param {Answers} given @returns {Review} */
export const reviewBegun = (rulebook, given) => new Review(given, resumed(rulebook, given));

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
