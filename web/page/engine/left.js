/** What answers leave of all that can be seen: diagrams, and formulas where a diagram grew too large (prospect.py). */

/** @import { Node } from "./diagram.js" */
/** @import { DiagramLogic } from "./diagram_logic.js" */
/** @import { Compound, Formula } from "./formula.js" */
/** @import { Question } from "./rulebook.js" */

import { ALWAYS, NEVER } from "./diagram.js";
import { seenToTip } from "./tipping.js";

const LOOKED_INTO = 2_000;

/**
 * When something is so: as a diagram, or where that grew too large as a formula.
 * @typedef {Node | Formula} Root
 *
 * The positions of roots that all have to hold; equal ones of an outlook are one object.
 * @typedef {readonly number[]} Parts
 */

/** @param {Root} root @returns {root is Node} */
export const isNode = (root) => typeof root === "object" && "level" in root;

/** What answers leave of each root: first of those that are diagrams, then of those that have to be searched. */
export class Left {
  /** @param {readonly Parts[]} seen @param {DiagramLogic} logic @param {readonly Node[]} nodes
   * @param {readonly Formula[]} formulas */
  constructor(seen, logic, nodes, formulas) {
    this.nodes = nodes;
    this.formulas = formulas;
    this._seen = seen;
    this._logic = logic;
    /** @type {Map<Parts, Node>} */ this._whole = new Map();
    /** @type {Map<string, Node>} */ this._joined = new Map();
    /** @type {{seen: bigint, further: [bigint, Parts][]} | null} */ this._looked = null;
    /** @type {readonly Compound[] | null} */ this._searched = null;
  }

  /** What is left of several roots that all have to hold; a root that is searched stands alone.
   * @param {Parts} parts @returns {Root} */
  root(parts) {
    return parts[0] >= this.nodes.length ? this.formulas[parts[0] - this.nodes.length] : this._node(parts);
  }

  /** @param {Parts} parts @returns {Node} */
  _node(parts) {
    let whole = this._whole.get(parts);
    if (!whole) {
      whole = this.nodes[parts[0]];
      for (let count = 2; count <= parts.length && whole !== NEVER; count += 1) {
        whole = this._with(whole, parts.slice(0, count));
      }
      this._whole.set(parts, whole);
    }
    return whole;
  }

  /** Several roots, of which all but the last are joined: what they have in common is put together once.
   * @param {Node} joined @param {Parts} parts @returns {Node} */
  _with(joined, parts) {
    const last = this.nodes[parts[parts.length - 1]];
    if (last === NEVER || joined === ALWAYS) return last;
    if (last === ALWAYS) return joined;
    const key = parts.join();
    let known = this._joined.get(key);
    if (!known) {
      known = this._logic.both([joined, last]) ?? undecided([joined, last]);
      this._joined.set(key, known);
    }
    return known;
  }

  /** The questions that may stand in several diagrams put together, which are not put together to tell.
   * @param {Parts} parts @returns {bigint} */
  support(parts) {
    const nodes = parts.map((part) => this.nodes[part]);
    return nodes.includes(NEVER) ? 0n : nodes.reduce((bits, node) => bits | node.support, 0n);
  }

  /** Whether the question stands in several diagrams put together, which are only where no example tells it.
   * @param {Parts} parts @param {Question} question @returns {boolean} */
  tips(parts, question) {
    const bit = 1n << BigInt(question.position);
    if (!(this.support(parts) & bit)) return false;
    const nodes = parts.map((part) => this.nodes[part]);
    return seenToTip(nodes, question.id, this._logic.levels, LOOKED_INTO) || (this._node(parts).support & bit) !== 0n;
  }

  /** Whether the question with this bit stands in a diagram of something that can be seen. No more is put together than
   * it takes to tell. @param {bigint} bit @returns {boolean} */
  shows(bit) {
    let { seen, further } = this._looked ?? this._unlooked();
    if (seen & bit) return true;
    /** @type {[bigint, Parts][]} */
    const left = [];
    for (const [support, parts] of further) {
      if (support & bit && !(seen & bit)) seen |= this._node(parts).support;
      else if (support & ~seen) left.push([support, parts]);
    }
    this._looked = { seen, further: left };
    return (seen & bit) !== 0n;
  }

  /** What can be seen and is not settled: which questions may stand in it, and its parts.
   * @returns {{seen: bigint, further: [bigint, Parts][]}} */
  _unlooked() {
    /** @type {[bigint, Parts][]} */
    const further = [];
    for (const parts of this._seen) {
      if (parts[0] >= this.nodes.length) continue;
      const support = this.support(parts);
      if (support) further.push([support, parts]);
    }
    return { seen: 0n, further };
  }

  /** The formulas of what can be seen that have to be searched, the small ones first. @returns {readonly Compound[]} */
  get searched() {
    if (!this._searched) {
      const many = this.nodes.length;
      const formulas = new Set(this._seen.flatMap(([part]) => (part >= many ? [this.formulas[part - many]] : [])));
      /** @type {Compound[]} */
      const open = [...formulas].flatMap((formula) => (typeof formula === "boolean" ? [] : [formula]));
      this._searched = open.sort((one, two) => one.size - two.size);
    }
    return this._searched;
  }
}

/** What stands for diagrams that grow too large together: each question in one of them is taken to have a say.
 * @param {readonly Node[]} nodes @returns {Node} */
const undecided = (nodes) => (
  { id: -1, level: 0, branches: [NEVER, ALWAYS], support: nodes.reduce((bits, node) => bits | node.support, 0n) });
