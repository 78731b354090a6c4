/** One person's consultation, in this window's memory: answers, ticks, what is filled into drafts, and the way back. */

/** @import { Answer, Answers } from "./engine/case.js" */
/** @import { ResumedCase } from "./engine/case_file.js" */
/** @import { Course } from "./engine/course.js" */
/** @import { Outcome } from "./engine/outcome.js" */
/** @import { Question, Rulebook } from "./engine/rulebook.js" */

import { dateOf, dayHere } from "./engine/calendar.js";
import { caseDocument } from "./engine/case_file.js";
import { NOTHING_FOUND, holds } from "./engine/condition.js";
import { begun, resumed } from "./engine/course.js";
import { Review, alarmQuestions, reviewBegun } from "./engine/review.js";

const SECONDS_A_QUESTION = 12;
const FIRST_ANSWERS = 4;

/**
 * What can be carried to another page of the same rulebook, as JSON holds it.
 * @typedef {{
 *   given: [string, Answer][], done: [string, string][], blanks: [string, string][], told: [boolean, boolean],
 *   case: {given: [string, Answer][], date: string} | null, lookedAt: string[] | null,
 * }} Carried
 */

/** Whoever answers; `done` are the actions ticked with their days, `blanks` what was filled into drafts, by name. */
export class Consultation {
  /** @param {Rulebook} rulebook */
  constructor(rulebook) {
    this.rulebook = rulebook;
    this.course = begun(rulebook);
    /** @type {Review | null} */ this.review = null;
    /** @type {Map<string, string>} */ this.done = new Map();
    /** @type {Map<string, string>} */ this.blanks = new Map();
    /** The answers of the file that was opened, and their day. @type {{given: Answers, date: string} | null} */
    this.case = null;
    this.isAlarmTold = false;
    this.areFirstStepsTold = false;
    /** What an answer that is not given yet would lead to. @type {{from: Course, key: string, to: Course} | null} */
    this._foreseen = null;
  }

  /** @returns {Outcome} */
  get outcome() {
    return this.course.outcome;
  }

  /** The question to ask now; null where nothing is left to be asked. @returns {Question | null} */
  get question() {
    return this.review ? this.review.question : this.course.question;
  }

  /** The question that was asked before this one. @param {string} question @returns {Question | undefined} */
  before(question) {
    const asked = this.review ? this.review.asked : this.course.asked;
    return this.rulebook.question.get(asked[asked.indexOf(question) - 1]);
  }

  /** How many questions there may be from here on, at most; at first, when it takes long to tell, as far as what was
   * answered says. @returns {number} */
  get ahead() {
    const { answers } = this.course;
    const open = answers.size < FIRST_ANSWERS ? this.askable : this.outcome.openQuestions;
    return (this.review ? this.review.ahead.length : 0) + open.length;
  }

  /** Looks in small steps for what `ahead` tells, as long as it `isWanted`. @param {() => boolean} isWanted
   * @returns {Iterator<void>} */
  * looksAhead(isWanted) {
    if (this.course.answers.size < FIRST_ANSWERS) return;
    const steps = this.outcome.looksAhead();
    while (isWanted() && !steps.next().done) yield;
  }

  /** The open questions that no answer rules out. @returns {Question[]} */
  get askable() {
    const { facts, answers } = this.outcome.case;
    return this.rulebook.questions.filter(({ id, onlyIf }) => !answers.has(id)
      && onlyIf.every((test) => !facts.has(test.question) || holds(test, facts, NOTHING_FOUND)));
  }

  /** About how many minutes those take. @returns {number} */
  get minutes() {
    return Math.max(1, Math.round((this.ahead * SECONDS_A_QUESTION) / 60));
  }

  /** Whether what is urgent has to be told; who comes back is asked first whether it still is. */
  get isTimeForAlarm() {
    if (!this.outcome.alarmed || this.isAlarmTold) return false;
    const first = this.review && !this.review.lookedAt.length && this.review.ahead[0];
    return !first || !alarmQuestions(this.rulebook).has(first.id);
  }

  /** Whether it is certain what comes first, though there is more to be asked, and that was not told yet. */
  get isTimeForFirstSteps() {
    if (this.areFirstStepsTold || this.review || !this.rulebook.firstSteps || !this.course.answers.size) return false;
    return this.question !== null && this.outcome.firstStepsCertain;
  }

  /** What would follow from this answer, which is thought through before it is given; not while one looks again at what
   * may have changed. @param {string} question @param {Answer} given @returns {Course | null} */
  foreseen(question, given) {
    if (this.review) return null;
    const key = JSON.stringify([question, given]);
    if (this._foreseen?.from !== this.course || this._foreseen.key !== key) {
      this._foreseen = { from: this.course, key, to: this.course.answered(question, given) };
    }
    return this._foreseen.to;
  }

  /** @param {string} question @param {Answer} given */
  answer(question, given) {
    this.foreseen(question, given);
    this.review = this.review?.answered(question, given) ?? null;
    this.course = this.review ? this.review.course : this._foreseen?.to ?? this.course;
    this._foreseen = null;
    if (!this.outcome.alarmed) this.isAlarmTold = false;
  }

  /** Ticks an action as done today, or takes that back. @param {string} action @param {Date} now */
  tick(action, now) {
    if (!this.done.delete(action)) this.done.set(action, dateOf(dayHere(now)));
  }

  /** Takes up what a file holds. @param {ResumedCase} saved */
  open({ answers, done, date }) {
    Object.assign(this, new Consultation(this.rulebook));
    this.case = { given: answers, date };
    this.course = resumed(this.rulebook, answers);
    this.done = new Map(done);
    this.areFirstStepsTold = true;
  }

  /** Begins to look at what may have changed since then. */
  lookAgain() {
    this.review = reviewBegun(this.rulebook, this.case ? this.case.given : this.course.given);
  }

  /** Everything that is to be kept, as a file; its day is another one only where an answer is. @param {Date} now
   * @returns {string} */
  document(now) {
    const { given } = this.course;
    const isAsBefore = this.case !== null && sameAnswers(given, this.case.given);
    const date = isAsBefore ? /** @type {{date: string}} */ (this.case).date : dateOf(dayHere(now));
    const inOrder = this.rulebook.questions.flatMap(({ id }) => pair(id, given.get(id)));
    const done = this.rulebook.actions.flatMap(({ id }) => pair(id, this.done.get(id)));
    return caseDocument(this.rulebook, new Map(inOrder), { done: new Map(done), date });
  }

  /** @returns {Carried} */
  get carried() {
    return {
      given: [...this.course.given], done: [...this.done], blanks: [...this.blanks],
      told: [this.isAlarmTold, this.areFirstStepsTold],
      case: this.case && { given: [...this.case.given], date: this.case.date },
      lookedAt: this.review && [...this.review.lookedAt],
    };
  }

  /** Goes on with what was carried. Throws CaseError where it does not fit. @param {Carried} carried */
  resume(carried) {
    this.course = resumed(this.rulebook, new Map(carried.given));
    this.done = new Map(carried.done);
    this.blanks = new Map(carried.blanks);
    [this.isAlarmTold, this.areFirstStepsTold] = carried.told;
    this.case = carried.case && { given: new Map(carried.case.given), date: carried.case.date };
    this.review = carried.lookedAt && this.case && new Review(this.case.given, this.course, carried.lookedAt);
  }
}

/** @template T @param {string} name @param {T | undefined} value @returns {(readonly [string, T])[]} */
const pair = (name, value) => (value === undefined ? [] : [[name, value]]);

/** @param {Answers} one @param {Answers} other */
const sameAnswers = (one, other) => one.size === other.size
  && [...one].every(([name, answer]) => JSON.stringify(answer) === JSON.stringify(other.get(name)));
