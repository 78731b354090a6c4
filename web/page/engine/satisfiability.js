/**
 * Whether a formula can hold: a search for answers that make it so, within so many steps, as
 * engine/language/satisfiability.py searches.
 */

/** @import { Facts, Test } from "./condition.js" */
/** @import { Compound, Formula, Formulas } from "./formula.js" */
/** @import { Question } from "./rulebook.js" */

import { NOTHING_FOUND, UNKNOWN, holds } from "./condition.js";
import { isNumeric } from "./rulebook.js";

const MOST_CHOICES = 1_000;

/**
 * Tests of one question, each with how it is to come out.
 * @typedef {ReadonlyMap<string, readonly [Test, boolean]>} Literals
 *
 * Where the search goes on: what is left of the formula, what is assumed so far, and what is assumed next. `sure` is
 * false once it was too much to decide whether some literals hold together.
 * @typedef {{
 *   left: Compound, assumed: ReadonlyMap<string, Literals>, sure: boolean, atom: Compound, truth: boolean,
 * }} Branch
 *
 * At least or at most (whichever the context says) `number` of these options are chosen.
 * @typedef {{options: ReadonlySet<string>, number: number}} Counted
 */

/** A search for models of formulas, one after the other, for as long as there are steps left. */
export class Search {
  /** @param {Formulas} formulas @param {ReadonlyMap<string, Question>} questions @param {number} mostSteps */
  constructor(formulas, questions, mostSteps) {
    this._formulas = formulas;
    this._questions = questions;
    this._stepsLeft = mostSteps;
  }

  /**
   * Whether some answers, leaving questions unanswered included, make the formula hold; null when that is not decided.
   * @param {Formula} formula @returns {boolean | null}
   */
  satisfiable(formula) {
    if (typeof formula === "boolean") return formula;
    const pending = branches(formula, new Map(), true);
    let decided = true;
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (this._stepsLeft <= 0) return null;
      const followed = this._followed(next);
      if (!followed) continue;
      const [left, assumed, sure] = followed;
      if (left === true && sure) return true;
      decided &&= left !== true;
      if (typeof left !== "boolean") pending.push(...branches(left, assumed, sure));
    }
    return decided ? false : null;
  }

  /**
   * Whether, all other answers being the same, it can hold with one answer to the question and not with another.
   * @param {Formula} formula @param {string} question @returns {boolean | null}
   */
  dependsOn(formula, question) {
    const formulas = this._formulas;
    if (!formulas.asked(formula).has(question)) return false;
    if (this._stepsLeft <= 0) return null;
    const [twin, steps] = formulas.rewritten(formula, question, (_, test) => formulas.atom(test, true));
    this._stepsLeft -= steps;
    return this.satisfiable(formulas.both([formula, formulas.negated(twin)]));
  }

  /** @param {Branch} branch @returns {[Formula, ReadonlyMap<string, Literals>, boolean] | null} */
  _followed({ left, assumed, sure, atom, truth }) {
    const test = /** @type {Test} */ (atom.test);
    const question = /** @type {Question} */ (this._questions.get(test.question));
    const key = `${atom.twin ? "twin" : "one"} ${test.question}`;
    const literals = new Map(assumed.get(key) ?? []).set(`${test.id} ${truth}`, [test, truth]);
    const [verdict, choices] = possible(question, literals);
    this._stepsLeft -= literals.size + choices;
    if (verdict === false) return null;
    const [rest, steps] = this._formulas.rewritten(left, test.question, (other) => (other === atom ? truth : other));
    this._stepsLeft -= steps;
    return [rest, new Map(assumed).set(key, literals), sure && verdict === true];
  }
}

/**
 * The two ways of assuming something of an atom, the one to be followed first last.
 * @param {Compound} formula @param {ReadonlyMap<string, Literals>} assumed @param {boolean} sure @returns {Branch[]}
 */
function branches(formula, assumed, sure) {
  const [atom, likely] = promising(formula);
  return [!likely, likely].map((truth) => ({ left: formula, assumed, sure, atom, truth }));
}

/** An atom and a truth value that go the shortest way towards making the formula hold.
 * @param {Compound} formula @returns {[Compound, boolean]} */
function promising(formula) {
  let wanted = true;
  while (formula.kind !== "atom") {
    wanted = wanted !== (formula.kind === "not");
    formula = formula.parts.reduce((best, part) => (part.size < best.size ? part : best));
  }
  return [formula, wanted];
}

/**
 * Whether some value of the question makes each test come out as stated (null: not decided), and how many choices were
 * looked at to tell.
 * @param {Question} question @param {Literals} literals @returns {[boolean | null, number]}
 */
function possible(question, literals) {
  for (const facts of tellingValues(question, literals)) {
    if ([...literals.values()].every(([test, truth]) => holds(test, facts, NOTHING_FOUND) === truth)) return [true, 0];
  }
  return question.kind === "several" ? choosable(question, literals) : [false, 0];
}

/**
 * Values of a question but for choices of several options, among them one for every way the tests can come out.
 * @param {Question} question @param {Literals} literals @returns {Iterable<Facts>}
 */
function* tellingValues(question, literals) {
  yield new Map();
  yield new Map([[question.id, new Set([UNKNOWN])]]);
  if (isNumeric(question)) {
    yield new Map([[question.id, question.low]]);
    for (const [test] of literals.values()) {
      if (test.kind !== "between") continue;
      for (const bound of [test.least, test.below]) if (bound !== null) yield new Map([[question.id, bound]]);
    }
  } else if (question.kind === "one") {
    for (const option of question.options) yield new Map([[question.id, new Set([option])]]);
  }
}

/**
 * Whether some choice of options, none included, makes each test come out as stated, and what it took to tell.
 * @param {Question} question @param {Literals} literals @returns {[boolean | null, number]}
 */
function choosable(question, literals) {
  const [lower, all] = counts(question, literals);
  if (!lower) return [false, 0];
  // What must not be chosen is not, and then what is limited nowhere is chosen: no other choice fits better.
  const excluded = union(all.filter((limit) => limit.number === 0));
  const upper = all.map(({ options, number }) => ({ options: without(options, excluded), number }))
    .filter((limit) => limit.options.size > limit.number);
  const limited = union(upper);
  /** @type {Counted[]} */
  const wanted = [];
  for (const need of lower) {
    const open = without(need.options, excluded);
    const options = new Set([...open].filter((option) => limited.has(option)));
    const missing = need.number - (open.size - options.size);
    if (missing > options.size) return [false, 0];
    if (missing > 0) wanted.push({ options, number: missing });
  }
  return wanted.length && upper.length ? balanced(wanted, upper) : [true, 0];
}

/**
 * How many of which options the literals want chosen at least, and at most; null: no choice will do.
 * @param {Question} question @param {Literals} literals @returns {[Counted[] | null, Counted[]]}
 */
function counts(question, literals) {
  /** @type {Counted[]} */
  const lower = question.least ? [{ options: new Set(question.options), number: question.least }] : [];
  /** @type {Counted[]} */ const upper = [];
  for (const [test, truth] of literals.values()) {
    if (test.kind === "between") {
      if (truth) return [null, []];
      continue;
    }
    const options = new Set([...test.options].filter((option) => question.options.includes(option)));
    const least = test.kind === "at-least" ? test.least ?? 0 : 1;
    if (truth === (test.kind === "none-of")) {
      if (least <= 0) return [null, []];
      upper.push({ options, number: least - 1 });
    } else {
      lower.push({ options, number: least });
    }
  }
  return [lower, upper];
}

/**
 * Whether enough of some options can be chosen and not too many of others, and how many choices were looked at.
 *
 * Of options that stand in the same bounds only the number matters. What is partly chosen is told by what is still
 * missing of each lower bound and still free of each upper one.
 * @param {Counted[]} lower @param {Counted[]} upper @returns {[boolean | null, number]}
 */
function balanced(lower, upper) {
  const bounds = [...lower, ...upper];
  /** @type {Map<string, {stands: boolean[], size: number}>} */
  const groups = new Map();
  for (const option of [...union(lower)].sort()) {
    const stands = bounds.map((bound) => bound.options.has(option));
    const group = groups.get(stands.join());
    if (group) group.size += 1;
    else groups.set(stands.join(), { stands, size: 1 });
  }
  const begun = bounds.map((bound) => bound.number);
  let partial = new Map([[begun.join(), begun]]);
  let lookedAt = 0;
  for (const { stands, size } of groups.values()) {
    /** @type {Map<string, number[]>} */
    const further = new Map();
    for (const left of partial.values()) {
      lookedAt += size + 1;
      if (lookedAt > MOST_CHOICES) return [null, lookedAt];
      for (let number = 0; number <= size; number += 1) {
        const now = left.map((many, at) => many - (stands[at] ? number : 0));
        if (now.some((many, at) => at >= lower.length && many < 0)) break;
        const told = now.map((many, at) => (at < lower.length ? Math.max(many, 0) : many));
        further.set(told.join(), told);
      }
    }
    partial = further;
  }
  const fits = [...partial.values()].some((left) => left.slice(0, lower.length).every((many) => many === 0));
  return [fits, lookedAt];
}

/** @param {readonly {options: ReadonlySet<string>}[]} many @returns {Set<string>} */
const union = (many) => new Set(many.flatMap(({ options }) => [...options]));

/** @param {ReadonlySet<string>} options @param {ReadonlySet<string>} others @returns {Set<string>} */
const without = (options, others) => new Set([...options].filter((option) => !others.has(option)));
