/**
 * The decision diagrams of conditions, as long as they do not grow too large: a logic as formulas are
 * (engine/language/diagram_logic.py). The branches looked at are counted as there, so that both give up alike.
 */

/** @import { Test, Value } from "./condition.js" */
/** @import { Branching } from "./branching.js" */
/** @import { Diagrams, Node } from "./diagram.js" */

import { NOTHING_FOUND, UNKNOWN, holds } from "./condition.js";
import { ALWAYS, NEVER, fromBelow, within } from "./diagram.js";

export const MOST_BRANCHES = 750_000;
const MOST_BRANCHES_AT_ONCE = 15_000;
const MOST_NODES = 2 ** 26;

/**
 * A diagram, or null where it was too large to be made.
 * @typedef {Node | null} Diagram
 *
 * `and` or `or`: the constant that decides, the one that has no say, and what was put together so far.
 * @typedef {{deciding: Node, neutral: Node, made: Map<number, Node>}} Junction
 *
 * Two diagrams to be put together at this level, and what each branch comes to: a diagram, or a pair by its key.
 * @typedef {{level: number, pair: number, branches: (Node | number)[]}} Expansion
 */

/** Reads conditions as diagrams. */
export class DiagramLogic {
  /** @param {Diagrams} diagrams @param {number} mostBranches @param {number} atOnce */
  constructor(diagrams, mostBranches = MOST_BRANCHES, atOnce = MOST_BRANCHES_AT_ONCE) {
    this._diagrams = diagrams;
    this._branchesLeft = mostBranches;
    this._mostAtOnce = atOnce;
    /** @type {Map<Test, Diagram>} */ this._tests = new Map();
    /** @type {Map<Node, Node>} */ this._negations = new Map([[NEVER, ALWAYS], [ALWAYS, NEVER]]);
    /** @type {Junction} */ this._and = { deciding: NEVER, neutral: ALWAYS, made: new Map() };
    /** @type {Junction} */ this._or = { deciding: ALWAYS, neutral: NEVER, made: new Map() };
  }

  /** The levels of the diagrams. */
  get levels() {
    return this._diagrams.levels;
  }

  /** The diagram of a test of an answer. @param {Test} test @returns {Diagram} */
  test(test) {
    const known = this._tests.get(test);
    if (known !== undefined) return known;
    const branching = /** @type {Branching} */ (this._diagrams.levels.branching.get(test.question));
    const made = branching.several ? this._ofSeveral(test, branching) : this._ofOne(test, branching);
    this._tests.set(test, made);
    return made;
  }

  /** The diagram of every part holding. @param {Iterable<Diagram>} parts @returns {Diagram} */
  both(parts) {
    return this._joined([...parts], this._and);
  }

  /** The diagram of at least one part holding. @param {Iterable<Diagram>} parts @returns {Diagram} */
  either(parts) {
    return this._joined([...parts], this._or);
  }

  /** The diagram of the part not holding. @param {Diagram} part @returns {Diagram} */
  negated(part) {
    if (part === null) return null;
    const negations = this._negations;
    if (!negations.has(part)) {
      const fresh = within(part, negations);
      if (!this._affordable(fresh.reduce((sum, node) => sum + node.branches.length, 0))) return null;
      for (const node of fromBelow(fresh)) {
        const negation = this._diagrams.node(node.level, node.branches.map((branch) => negations.get(branch) ?? NEVER));
        negations.set(node, negation).set(negation, node);
      }
    }
    return negations.get(part) ?? null;
  }

  /** Whether so many branches may be looked at; they count either way. @param {number} branches @returns {boolean} */
  _affordable(branches) {
    const most = Math.min(this._mostAtOnce, this._branchesLeft);
    this._branchesLeft -= Math.min(branches, most);
    return branches <= most;
  }

  /** @param {Test} test @param {Branching} branching @returns {Diagram} */
  _ofOne(test, branching) {
    if (!this._affordable(branching.samples.length)) return null;
    return this._diagrams.node(branching.level, branching.samples.map((sample) => outcome(test, sample)));
  }

  /**
   * Counted from the last option to the first: a row has what 0, 1, 2, … options still missing come to. There is a row
   * for 0, 1, 2, … options that must still be chosen. Where all that are left must be, not to choose one is no answer,
   * and nothing branches: so two diagrams that differ in no answer are one.
   * @param {Test} test @param {Branching} branching @returns {Diagram}
   */
  _ofSeveral(test, branching) {
    const least = test.kind === "at-least" ? test.least ?? 0 : 1;
    const { options } = branching;
    if (!this._affordable(least * (branching.least ? options.length : test.options.size))) return null;
    const [enough, tooFew] = test.kind === "none-of" ? [NEVER, ALWAYS] : [ALWAYS, NEVER];
    /** @type {Node[][]} */
    let rows = [[enough, ...Array(least).fill(tooFew)]];
    for (let left = 0; left < options.length; left += 1) {
      const at = options.length - 1 - left;
      const before = rows;
      rows = [];
      for (let must = 0; must <= Math.min(branching.least, left + 1); must += 1) {
        const fewer = before[Math.max(must - 1, 0)];
        const chosen = test.options.has(options[at]) ? [enough, ...fewer.slice(0, -1)] : fewer;
        const passed = before[must];
        rows.push(must > left || chosen === passed ? chosen : chosen.map((one, missing) => (
          this._diagrams.node(branching.level + 1 + at, [passed[missing], one]))));
      }
    }
    const notChosen = [outcome(test, null), outcome(test, new Set([UNKNOWN]))];
    return this._diagrams.node(branching.level, [...notChosen, rows[branching.least][least]]);
  }

  /** @param {Diagram[]} parts @param {Junction} junction @returns {Diagram} */
  _joined(parts, junction) {
    if (parts.includes(junction.deciding)) return junction.deciding;
    const nodes = parts.filter((part) => part !== null);
    if (nodes.length < parts.length) return null;
    /** @type {Diagram} */
    let made = junction.neutral;
    // From the last questions to the first, so that what was put together stays below what comes.
    for (const node of fromBelow(nodes)) {
      if (made === null) break;
      made = this._putTogether(node, made, junction);
    }
    return made;
  }

  /** @param {Node} one @param {Node} other @param {Junction} junction @returns {Diagram} */
  _putTogether(one, other, junction) {
    const told = plain(one, other, junction);
    if (told) return told;
    const { made } = junction;
    const expanded = this._expanded(one, other, junction);
    if (!expanded) return null;
    for (const expansion of expanded.sort((first, second) => second.level - first.level)) {
      const branches = expansion.branches.map((branch) => (
        typeof branch === "number" ? /** @type {Node} */ (made.get(branch)) : branch));
      made.set(expansion.pair, this._diagrams.node(expansion.level, branches));
    }
    return made.get(pairKey(one, other)) ?? null;
  }

  /**
   * All that has to be put together before the two can be, these included; null where that is too much.
   * @param {Node} one @param {Node} other @param {Junction} junction @returns {Expansion[] | null}
   */
  _expanded(one, other, junction) {
    /** @type {Map<number, Expansion>} */
    const found = new Map();
    const pending = [one, other];
    const most = Math.min(this._mostAtOnce, this._branchesLeft);
    let lookedAt = 0;
    while (pending.length && lookedAt <= most) {
      const last = /** @type {Node} */ (pending.pop()), first = /** @type {Node} */ (pending.pop());
      const pair = pairKey(first, last);
      if (found.has(pair) || junction.made.has(pair)) continue;
      const level = Math.min(first.level, last.level);
      const many = (first.level === level ? first : last).branches.length;
      /** @type {(Node | number)[]} */ const branches = [];
      for (let at = 0; at < many; at += 1) {
        const here = first.level === level ? first.branches[at] : first;
        const there = last.level === level ? last.branches[at] : last;
        const told = plain(here, there, junction);
        branches.push(told ?? pairKey(here, there));
        if (!told) pending.push(here, there);
      }
      found.set(pair, { level, pair, branches });
      lookedAt += many;
    }
    return this._affordable(lookedAt) ? [...found.values()] : null;
  }
}

/** What names two diagrams, whichever comes first. @param {Node} one @param {Node} other @returns {number} */
const pairKey = (one, other) =>
  (one.id < other.id ? one.id * MOST_NODES + other.id : other.id * MOST_NODES + one.id);

/** What the two come to where that can be told without looking into them.
 * @param {Node} one @param {Node} other @param {Junction} junction @returns {Node | null} */
function plain(one, other, { deciding, neutral }) {
  if (one === other || other === neutral || one === deciding) return one;
  return one === neutral || other === deciding ? other : null;
}

/** How the test comes out where its question is answered so (null: unanswered).
 * @param {Test} test @param {Value | null} value @returns {Node} */
const outcome = (test, value) =>
  (holds(test, value === null ? new Map() : new Map([[test.question, value]]), NOTHING_FOUND) ? ALWAYS : NEVER);
