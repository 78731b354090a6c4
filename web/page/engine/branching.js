/**
 * How a question branches in a decision diagram: which levels it has, and which way each of its values goes, as
 * engine/language/branching.py has it.
 *
 * A question with one answer or a number is one level: a branch where it is unanswered, one for each kind of option or
 * interval that tests tell apart, one for `unknown`. A question with several answers is a level of three branches, and
 * below it one of two for each option that some test names.
 */

/** @import { Test, Value } from "./condition.js" */
/** @import { Question } from "./rulebook.js" */

import { UNKNOWN } from "./condition.js";
import { isNumeric } from "./rulebook.js";

const NOT_KNOWN = 1;
const ANSWERED = 2;

/**
 * `samples` has a value for each branch of the first level of a question with one answer (null: unanswered); a question
 * with several has none; at least `least` of its `options` are chosen wherever any are, and those that no test names
 * count for the rest. `path` gives the branches to take, level by level, where the question is answered so.
 * @typedef {{
 *   level: number, count: number, several: boolean, samples: readonly (Value | null)[], options: readonly string[],
 *   least: number, path(value: Value): readonly number[],
 * }} Branching
 *
 * The levels of diagrams over some questions: how each question branches, and by level the question's number.
 * @typedef {{branching: ReadonlyMap<string, Branching>, questionAt: readonly number[]}} Levels
 */

/**
 * The levels for these questions, in their order; only what the tests tell apart is told apart.
 * @param {readonly Question[]} questions @param {Iterable<Test>} tests @returns {Levels}
 */
export function levels(questions, tests) {
  /** @type {Map<string, Set<Test>>} */
  const testsOf = new Map(questions.map((question) => [question.id, new Set()]));
  for (const test of tests) testsOf.get(test.question)?.add(test);
  /** @type {Map<string, Branching>} */ const branching = new Map();
  /** @type {number[]} */ const questionAt = [];
  for (const question of questions) {
    const made = branchingOf(question, [...testsOf.get(question.id) ?? []], questionAt.length);
    branching.set(question.id, made);
    for (let at = 0; at < made.count; at += 1) questionAt.push(question.position);
  }
  return { branching, questionAt };
}

/** @param {Question} question @param {readonly Test[]} tests @param {number} level @returns {Branching} */
function branchingOf(question, tests, level) {
  if (question.kind === "several") {
    const named = new Set(tests.flatMap((test) => [...test.options]));
    const options = question.options.filter((option) => named.has(option));
    return {
      level, count: 1 + options.length, several: true, samples: [], options,
      least: Math.max(question.least - (question.options.length - options.length), 0),
      path(value) {
        if (typeof value === "number") return [ANSWERED];
        if (isUnknown(value)) return [NOT_KNOWN];
        return [ANSWERED, ...options.map((option) => Number(value.has(option)))];
      },
    };
  }
  if (isNumeric(question)) {
    const named = new Set(tests.flatMap((test) => [test.least, test.below]).filter((bound) => bound !== null));
    const bounds = [...named].filter((bound) => question.low < bound && bound <= question.high)
      .sort((one, two) => one - two);
    const samples = [null, question.low, ...bounds, new Set([UNKNOWN])];
    return {
      level, count: 1, several: false, samples, options: [], least: 0,
      path: (value) => [typeof value === "number" ? 1 + bounds.filter((bound) => bound <= value).length
        : samples.length - 1],
    };
  }
  const kinds = optionKinds(question, tests);
  const branch = new Map(kinds.flatMap((options, at) => options.map((option) => [option, at + 1])));
  const samples = [null, ...kinds.map((options) => new Set([options[0]])), new Set([UNKNOWN])];
  return {
    level, count: 1, several: false, samples, options: [], least: 0,
    path(value) {
      const [option] = typeof value === "number" ? [] : value;
      return [branch.get(option) ?? samples.length - 1];
    },
  };
}

/** The options of the question, those together that the same tests name.
 * @param {Question} question @param {readonly Test[]} tests @returns {string[][]} */
function optionKinds(question, tests) {
  /** @type {Map<string, string[]>} */
  const kinds = new Map();
  for (const option of question.options) {
    const key = tests.map((test) => Number(test.options.has(option))).join("");
    const kind = kinds.get(key);
    if (kind) kind.push(option);
    else kinds.set(key, [option]);
  }
  return [...kinds.values()];
}

/** @param {ReadonlySet<string>} value @returns {boolean} */
const isUnknown = (value) => value.size === 1 && value.has(UNKNOWN);
