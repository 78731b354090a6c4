/**
 * What conditions are read in: anything that has a meaning for a test, and for `and`, `or` and `not` (logic.py,
 * counting.py). Formulas are one such logic, decision diagrams another.
 */

/** @import { Condition, Earlier, Test } from "./condition.js" */
/** @import { Question } from "./rulebook.js" */

import { downwards } from "./condition.js";

/**
 * @template M
 * @typedef {{
 *   test(test: Test): M, both(parts: Iterable<M>): M, either(parts: Iterable<M>): M, negated(part: M): M,
 * }} Logic
 */

/**
 * What the condition means; `findings` holds what each finding means that it rests on, and of others none holds.
 * `taken` keeps, for the same findings and logic, what it means that one of some rows of a table holds.
 * @template M
 * @param {Condition} condition @param {ReadonlyMap<string, M>} findings @param {Logic<M>} logic
 * @param {Map<Earlier, M>} taken @returns {M}
 */
export function meaning(condition, findings, logic, taken = new Map()) {
  /** @param {Test} test @returns {M} */
  const ofTest = (test) => {
    if (test.kind !== "finding") return logic.test(test);
    const found = foundIn(findings, test.finding, logic);
    return test.wanted ? found : logic.negated(found);
  };
  /** @param {readonly Test[]} tests @returns {M} */
  const ofTests = (tests) => logic.both(tests.map(ofTest));
  const alternatives = condition.any.length ? [logic.either(condition.any.map(ofTests))] : [];
  const excluded = condition.unless.map((test) => logic.negated(ofTest(test)));
  if (condition.earlier) excluded.push(logic.negated(takenAbove(condition.earlier, findings, logic, taken)));
  return logic.both([ofTests(condition.when), ...alternatives, ...excluded]);
}

/**
 * What it means that one of the rows holds: the row's cells do, or one above it does.
 * @template M @param {Earlier} earlier @param {ReadonlyMap<string, M>} findings @param {Logic<M>} logic
 * @param {Map<Earlier, M>} known @returns {M}
 */
function takenAbove(earlier, findings, logic, known) {
  for (const row of downwards(earlier, known)) {
    const own = meaning(row.own, findings, logic);
    const above = row.before;
    known.set(row, above ? logic.either([/** @type {M} */ (known.get(above)), own]) : own);
  }
  return /** @type {M} */ (known.get(earlier));
}

/**
 * What a finding means: nothing holds of one that no rule finds. A meaning may be null, which says that there is none.
 * @template M @param {ReadonlyMap<string, M>} findings @param {string} finding @param {Logic<M>} logic @returns {M}
 */
export const foundIn = (findings, finding, logic) =>
  (findings.has(finding) ? /** @type {M} */ (findings.get(finding)) : logic.either([]));

/**
 * A logic in which a test of an answer means that it holds and that the answer counts.
 * @template M @implements {Logic<M>}
 */
export class CountingLogic {
  /** @param {Logic<M>} logic @param {readonly Question[]} questions in declared order */
  constructor(logic, questions) {
    this._logic = logic;
    /** @type {Map<string, M>} */
    this._counts = new Map();
    for (const question of questions) {
      if (question.onlyIf.length) {
        this._counts.set(question.id, logic.both(question.onlyIf.map((test) => this.test(test))));
      }
    }
  }

  /** @param {Test} test @returns {M} */
  test(test) {
    const held = this._logic.test(test);
    if (!this._counts.has(test.question)) return held;
    return this._logic.both([held, /** @type {M} */ (this._counts.get(test.question))]);
  }

  /** @param {Iterable<M>} parts @returns {M} */
  both(parts) {
    return this._logic.both(parts);
  }

  /** @param {Iterable<M>} parts @returns {M} */
  either(parts) {
    return this._logic.either(parts);
  }

  /** @param {M} part @returns {M} */
  negated(part) {
    return this._logic.negated(part);
  }
}
