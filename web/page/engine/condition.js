/**
 * Conditions over answers and findings, two-valued, as engine/language/condition.py means them.
 *
 * A test of an unanswered question does not hold, `none-of` included; a finding that no rule established is not found.
 */

export const UNKNOWN = "unknown";

/**
 * What a question was answered with: the chosen options (one, several, none, or just `unknown`), or a number.
 * @typedef {ReadonlySet<string> | number} Value
 *
 * The answered questions and their values, in an order; an unanswered question is absent.
 * @typedef {ReadonlyMap<string, Value>} Facts
 *
 * The findings established so far.
 * @typedef {{has(finding: string): boolean}} Found
 *
 * One of the tests of the rule language. `options` are those named or counted; `least` and `below` bound a number, and
 * `least` says how many options are to be chosen. Equal tests of a rulebook are one object, whose number is `id`.
 * @typedef {{
 *   kind: "one-of" | "none-of" | "at-least" | "between" | "finding", id: number, question: string,
 *   options: ReadonlySet<string>, least: number | null, below: number | null, finding: string, wanted: boolean,
 * }} Test
 *
 * A row of a table of which only the first counts whose cells hold: what its `own` cells ask for, the row right above
 * it, and which number spreadsheets give it. Nobody has written a row that is `open`: it takes the cases from `else` in
 * which a question is to be asked and not answered yet.
 * @typedef {{own: Condition, before: Earlier | null, number: number, open: boolean}} Earlier
 *
 * `when`: all hold. `any`: of one alternative all hold, where there are any. `unless`: none holds. `earlier`: of the
 * rows above in a table, none holds.
 * @typedef {{
 *   when: readonly Test[], any: readonly (readonly Test[])[], unless: readonly Test[], earlier: Earlier | null,
 * }} Condition
 */

/** @type {Found} */
export const NOTHING_FOUND = new Set();

/**
 * Whether a test holds.
 * @param {Test} test @param {Facts} facts @param {Found} found @returns {boolean}
 */
export function holds(test, facts, found) {
  if (test.kind === "finding") return found.has(test.finding) === test.wanted;
  const value = facts.get(test.question);
  if (value === undefined) return false;
  if (typeof value === "number") {
    if (test.kind !== "between") return test.kind === "none-of";
    return (test.least === null || value >= test.least) && (test.below === null || value < test.below);
  }
  switch (test.kind) {
    case "one-of": return !areDisjoint(test.options, value);
    case "none-of": return areDisjoint(test.options, value);
    case "at-least": return countIn(test.options, value) >= (test.least ?? 0);
    default: return false;
  }
}

/**
 * Whether every test holds.
 * @param {readonly Test[]} tests @param {Facts} facts @param {Found} found @returns {boolean}
 */
export function allHold(tests, facts, found) {
  for (const test of tests) if (!holds(test, facts, found)) return false;
  return true;
}

/**
 * Whether `when`, `any`, `unless` and `earlier` all are as they must be.
 * @param {Condition} condition @param {Facts} facts @param {Found} found @returns {boolean}
 */
export function met(condition, facts, found) {
  if (!allHold(condition.when, facts, found)) return false;
  for (const test of condition.unless) if (holds(test, facts, found)) return false;
  if (condition.any.length && !condition.any.some((tests) => allHold(tests, facts, found))) return false;
  return takenBy(condition, facts, found) === null;
}

/**
 * The first of the earlier rows whose cells hold, which counts instead; null where there is none.
 * @param {Condition} condition @param {Facts} facts @param {Found} found @returns {Earlier | null}
 */
export function takenBy(condition, facts, found) {
  let first = null;
  for (let row = condition.earlier; row; row = row.before) if (met(row.own, facts, found)) first = row;
  return first;
}

/**
 * The rows from the top down to this one; only those below the last of `known`, where one is among them.
 * @param {Earlier | null} earlier @param {{has(row: Earlier): boolean}} known @returns {Earlier[]}
 */
export function downwards(earlier, known) {
  const rows = [];
  for (let row = earlier; row && !known.has(row); row = row.before) rows.push(row);
  return rows.reverse();
}

/**
 * Every test of the conditions; those of rows that several have above them stand there once.
 * @param {Iterable<Condition>} conditions @returns {Test[]}
 */
export function everyTest(conditions) {
  /** @type {Set<Earlier>} */ const seen = new Set();
  /** @type {Test[]} */ const tests = [];
  for (const condition of conditions) {
    const rows = downwards(condition.earlier, seen);
    for (const row of rows) seen.add(row);
    for (const { when, any, unless } of [...rows.map((row) => row.own), condition]) {
      tests.push(...when, ...any.flat(), ...unless);
    }
  }
  return tests;
}

/**
 * Where the condition holds, the tests that it rests on: of `any`, those of the alternatives that hold.
 * @param {Condition} condition @param {Facts} facts @param {Found} found @returns {Test[]}
 */
export function usedTests(condition, facts, found) {
  const held = condition.any.filter((tests) => allHold(tests, facts, found));
  return [...condition.when, ...held.flat(), ...condition.unless];
}

/**
 * Where the condition does not hold, the tests of `when` that fail, and of `any` where no alternative holds.
 * @param {Condition} condition @param {Facts} facts @param {Found} found @returns {Test[]}
 */
export function lackedTests(condition, facts, found) {
  const alternatives = condition.any.some((tests) => allHold(tests, facts, found)) ? [] : condition.any;
  return [condition.when, ...alternatives].flat().filter((test) => !holds(test, facts, found));
}

/**
 * The tests of `unless` that hold.
 * @param {Condition} condition @param {Facts} facts @param {Found} found @returns {Test[]}
 */
export const blockingTests = (condition, facts, found) => condition.unless.filter((test) => holds(test, facts, found));

/** @param {ReadonlySet<string>} some @param {ReadonlySet<string>} others @returns {boolean} */
function areDisjoint(some, others) {
  for (const one of some) if (others.has(one)) return false;
  return true;
}

/** @param {ReadonlySet<string>} some @param {ReadonlySet<string>} others @returns {number} */
function countIn(some, others) {
  let count = 0;
  for (const one of some) if (others.has(one)) count += 1;
  return count;
}
