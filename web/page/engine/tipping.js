/**
 * Whether a question has a say in diagrams that all have to hold, shown by an example: they are not put together
 * (engine/language/tipping.py).
 */

/** @import { Branching, Levels } from "./branching.js" */
/** @import { Node } from "./diagram.js" */

import { ALWAYS, NEVER } from "./diagram.js";

/**
 * Diagrams that all have to hold, the constant ones left out; null where one of them never does.
 * @typedef {readonly Node[] | null} All
 */

/**
 * Whether an example is found of two answers to the question of which with one all of the diagrams hold, all other
 * answers being the same, and with the other one not. Not more than `most` sets of diagrams are looked into: where none
 * is found, there may be one.
 * @param {readonly Node[]} nodes @param {string} question @param {Levels} levels @param {number} most
 * @returns {boolean}
 */
export const seenToTip = (nodes, question, levels, most) =>
  new Look(/** @type {Branching} */ (levels.branching.get(question)), levels, most).finds(open(nodes) ?? []);

/** One look for an example. */
class Look {
  /** @param {Branching} branching @param {Levels} levels @param {number} most */
  constructor(branching, levels, most) {
    this._bit = 1n << BigInt(levels.questionAt[branching.level]);
    this._first = branching.level;
    this._behind = branching.level + branching.count;
    this._left = most;
  }

  /** Whether there is an example in these diagrams, as far as one looks. @param {readonly Node[]} every
   * @returns {boolean} */
  finds(every) {
    const pending = new Pending();
    pending.add(every, null);
    for (let next = pending.next(); next && this._left > 0; next = pending.next()) {
      const [found] = next;
      if (!found.some((node) => node.support & this._bit)) continue;
      const level = levelOf(found);
      if (level >= this._first) {
        if (this._differs(found)) return true;
        continue;
      }
      this._left -= 1;
      for (const below of belowEach(found, level)) if (below) pending.add(below, null);
    }
    return false;
  }

  /** Whether one answer to the question leaves something else of these diagrams than another one.
   * @param {readonly Node[]} every @returns {boolean} */
  _differs(every) {
    /** @type {All[]} */
    const answered = [];
    const pending = new Pending();
    pending.add(every, null);
    for (let next = pending.next(); next && this._left > 0; next = pending.next()) {
      const [found] = next;
      const level = levelOf(found);
      if (level >= this._behind) {
        answered.push(found);
        continue;
      }
      this._left -= 1;
      for (const below of belowEach(found, level)) {
        if (below) pending.add(below, null);
        else if (!answered.includes(null)) answered.push(null);
      }
    }
    const [first, ...others] = answered;
    return others.some((other) => this._differ(first, other));
  }

  /** Whether with some answers one of the two holds and the other does not, as far as one looks.
   * @param {All} one @param {All} other @returns {boolean} */
  _differ(one, other) {
    if (!one || !other) return this._possible(one ?? other ?? [], null);
    return other.some((node) => !one.includes(node) && this._possible(one, node))
      || one.some((node) => !other.includes(node) && this._possible(other, node));
  }

  /** Whether with some answers all of these hold, and that one does not, as far as one looks.
   * @param {readonly Node[]} every @param {Node | null} failing @returns {boolean} */
  _possible(every, failing) {
    const pending = new Pending();
    pending.add(every, failing);
    for (let next = pending.next(); next && this._left > 0; next = pending.next()) {
      const [found, fails] = next;
      if (!found.length && !fails) return true;
      this._left -= 1;
      const level = levelOf(fails ? [...found, fails] : found);
      const split = fails?.level === level ? fails.branches : null;
      belowEach(found, level, split?.length).forEach((below, branch) => {
        const failed = split ? split[branch] : fails;
        if (below && failed !== ALWAYS) pending.add(below, failed === NEVER ? null : failed);
      });
    }
    return false;
  }
}

/** What is to be looked into, each once, the last first. */
class Pending {
  constructor() {
    /** @type {[readonly Node[], Node | null][]} */ this._pending = [];
    /** @type {Set<string>} */ this._known = new Set();
  }

  /** @param {readonly Node[]} every @param {Node | null} failing */
  add(every, failing) {
    const key = `${every.map(({ id }) => id)} ${failing?.id ?? ""}`;
    if (!this._known.has(key)) this._pending.push([every, failing]);
    this._known.add(key);
  }

  next() {
    return this._pending.pop();
  }
}

/** What is left of the diagrams branch by branch of this level. @param {readonly Node[]} every @param {number} level
 * @param {number} [branches] @returns {All[]} */
function belowEach(every, level, branches) {
  const split = every.find((node) => node.level === level);
  return Array.from({ length: split?.branches.length ?? branches ?? 0 }, (_, branch) =>
    open(every.map((node) => (node.level === level ? node.branches[branch] : node))));
}

/** Each once, in an order that is the same whichever way they were found. @param {readonly Node[]} every
 * @returns {All} */
const open = (every) => (every.includes(NEVER) ? null
  : [...new Set(every)].filter((node) => node !== ALWAYS).sort((one, two) => one.id - two.id));

/** @param {readonly Node[]} every @returns {number} */
const levelOf = (every) => Math.min(...every.map(({ level }) => level));
