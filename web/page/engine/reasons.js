/**
 * Why things came out as they did, as values in no language: rules, what they rest on, or what stood in their way
 * (engine/telling/reasons.py).
 *
 * A finding is unfolded where it first comes up and afterwards only named, and what lies deeper than MOST_LEVELS is
 * unfolded further on.
 */

/** @import { Earlier, Test, Value } from "./condition.js" */
/** @import { Outcome } from "./outcome.js" */
/** @import { Rule } from "./rulebook.js" */

import { blockingTests, holds, lackedTests, met, takenBy, usedTests } from "./condition.js";

const MOST_LEVELS = 8;

/**
 * A test as it came out: whether it holds, the answer that it looked at (null: open, or a finding's test), and the
 * answer that there is and that does not count. `kind` says what it is to its rule, `behind` are the rules behind its
 * finding, and `told` where they are told.
 * @typedef {{
 *   test: Test, kind: "used" | "lacked" | "blocking", holds: boolean, answer: Value | null, aside: Value | null,
 *   behind: readonly Reason[], told: "here" | "above" | "further-on",
 * }} Ground
 *
 * A rule with its grounds: of one that fired, what it rests on; of one that did not, what stood in its way. Of a row of
 * a table that did not count because an earlier one did, `takenBy` is that one.
 * @typedef {{rule: Rule, grounds: readonly Ground[], takenBy: Earlier | null}} Reason
 *
 * What became of an action, the reasons for it, those against it, and those that have it come before others.
 * @typedef {{
 *   status: "planned" | "withheld" | "unadvised", reasons: readonly Reason[], against: readonly Reason[],
 *   further: readonly Ground[], leading: readonly Reason[],
 * }} Standing
 */

/**
 * The test as it came out, with nothing behind it.
 * @param {Outcome} outcome @param {Test} test @param {Ground["kind"]} kind @returns {Ground}
 */
export function groundOf(outcome, test, kind = "used") {
  const { facts, given } = outcome.case;
  const answer = facts.get(test.question) ?? null;
  const aside = answer === null ? given.get(test.question) ?? null : null;
  return { test, kind, holds: holds(test, facts, outcome.findings), answer, aside, behind: [], told: "here" };
}

/** Those of the tests, of answers, that do not hold. @param {Outcome} outcome @param {readonly Test[]} tests */
export const lackedGrounds = (outcome, tests) =>
  tests.map((test) => groundOf(outcome, test, "lacked")).filter((ground) => !ground.holds);

/** Whether the finding that a ground tests is established. @param {Ground} ground @returns {boolean} */
export const isEstablished = (ground) => ground.test.kind === "finding" && ground.holds === ground.test.wanted;

/**
 * The rules, which fired, own before basic, each with what it rests on and nothing behind that.
 * @param {Outcome} outcome @param {Iterable<string>} rules by id @returns {Reason[]}
 */
export function firedReasons(outcome, rules) {
  const named = [...rules].map((name) => /** @type {Rule} */ (outcome.rulebook.rule.get(name)));
  return ownFirst(named).map((rule) => reasonOf(outcome, rule));
}

/**
 * The rules, which did not fire, in their order, each with what stood in its way.
 * @param {Outcome} outcome @param {Iterable<string>} rules by id @returns {Reason[]}
 */
export const lapsedReasons = (outcome, rules) =>
  [...rules].map((name) => reasonOf(outcome, /** @type {Rule} */ (outcome.rulebook.rule.get(name))));

/** @template {{basic: boolean}} T @param {readonly T[]} many @returns {T[]} */
export const ownFirst = (many) => [...many].sort((one, two) => Number(one.basic) - Number(two.basic));

/**
 * What became of an action of the rulebook, with all the reasons.
 * @param {Outcome} outcome @param {string} action @returns {Standing}
 */
export function standingOf(outcome, action) {
  const unfolding = new Unfolding(outcome);
  /** @param {(rule: Rule) => boolean} does @returns {string[]} */
  const firing = (does) => outcome.fired.filter(does).map((rule) => rule.id);
  let reasons = firedReasons(outcome, firing((rule) => rule.advise.includes(action)));
  const against = firedReasons(outcome, firing((rule) => rule.withhold.has(action)));
  const status = !reasons.length ? "unadvised" : against.length ? "withheld" : "planned";
  if (status === "unadvised") {
    const advising = outcome.rulebook.rules.filter((rule) => rule.advise.includes(action));
    reasons = advising.map((rule) => reasonOf(outcome, rule));
  }
  const leading = firedReasons(outcome, outcome.planned(action)?.ledBy ?? []);
  const [told, toldAgainst, toldLeading] = [reasons, against, leading].map((one) => unfolding.reasons(one));
  return { status, reasons: told, against: toldAgainst, further: unfolding.further(), leading: toldLeading };
}

/**
 * The grounds with all that is behind them, and the findings that are unfolded further on.
 * @param {Outcome} outcome @param {readonly Ground[]} grounds @returns {[Ground[], Ground[]]}
 */
export function unfoldedGrounds(outcome, grounds) {
  const unfolding = new Unfolding(outcome);
  return [grounds.map((one) => unfolding.ground(one)), unfolding.further()];
}

/** @param {Outcome} outcome @param {Rule} rule @returns {Reason} */
function reasonOf(outcome, rule) {
  const { condition } = rule;
  const { facts } = outcome.case;
  const found = outcome.findings;
  /** @param {readonly Test[]} tests @param {Ground["kind"]} kind */
  const grounds = (tests, kind) => [...new Set(tests)].map((test) => groundOf(outcome, test, kind));
  if (met(condition, facts, found)) {
    return { rule, grounds: grounds(usedTests(condition, facts, found), "used"), takenBy: null };
  }
  const taken = takenBy(condition, facts, found);
  // Where that row is open, none counts instead: what is lacked is an answer.
  const open = taken?.open ? taken.own.unless : [];
  const lacked = grounds([...lackedTests(condition, facts, found), ...open], "lacked");
  const blocking = grounds(blockingTests(condition, facts, found), "blocking");
  return { rule, grounds: [...lacked, ...blocking], takenBy: taken?.open ? null : taken };
}

/** The unfolding of chains, which remembers where a finding is told and what is left for later. */
class Unfolding {
  /** @param {Outcome} outcome */
  constructor(outcome) {
    this.outcome = outcome;
    /** @type {Map<string, "above" | "further-on">} */ this.told = new Map();
    /** @type {Ground[]} */ this.left = [];
  }

  /** @param {readonly Reason[]} reasons @param {number} level @returns {Reason[]} */
  reasons(reasons, level = 1) {
    return reasons.map((reason) => ({ ...reason, grounds: reason.grounds.map((one) => this.ground(one, level)) }));
  }

  /**
   * The ground with the rules behind its finding, where these are told for the first time and not too deep.
   * @param {Ground} one @param {number} level @returns {Ground}
   */
  ground(one, level = 1) {
    const behind = this.behind(one);
    if (!behind.length) return one;
    const { finding } = one.test;
    const told = this.told.get(finding);
    if (told) return { ...one, told };
    if (level < MOST_LEVELS) {
      this.told.set(finding, "above");
      return { ...one, behind: this.reasons(behind, level + 1) };
    }
    this.told.set(finding, "further-on");
    this.left.push(one);
    return { ...one, told: "further-on" };
  }

  /**
   * The rules that established the finding that a ground tests; where its rule lacked it, those that could have.
   * @param {Ground} one @returns {Reason[]}
   */
  behind(one) {
    if (one.test.kind !== "finding") return [];
    const { finding } = one.test;
    if (isEstablished(one)) return firedReasons(this.outcome, this.outcome.findings.get(finding) ?? []);
    const finders = one.kind === "lacked" ? this.outcome.rulebook.finders.get(finding) ?? [] : [];
    return finders.map((rule) => reasonOf(this.outcome, rule));
  }

  /** The findings that were left for later, with the rules behind them. @returns {Ground[]} */
  further() {
    /** @type {Ground[]} */
    const unfolded = [];
    for (let one = this.left.shift(); one; one = this.left.shift()) {
      this.told.set(one.test.finding, "above");
      unfolded.push({ ...one, behind: this.reasons(this.behind(one), 2) });
    }
    return unfolded;
  }
}
