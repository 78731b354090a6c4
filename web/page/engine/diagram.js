/**
 * Decision diagrams: questions in their order, each branching by its values, down to whether something holds, as
 * engine/language/diagram.py has them. There can be thousands of levels: nothing here recurses.
 */

/** @import { Value } from "./condition.js" */
/** @import { Branching, Levels } from "./branching.js" */

const MOST_ANSWERS = 256;
const MOST_NODES = 2 ** 26;

/**
 * A diagram: at its `level` it branches into smaller ones. `support` has a bit for every question within. Equal ones of
 * the same `Diagrams` are one object.
 * @typedef {{id: number, level: number, branches: readonly Node[], support: bigint}} Node
 */

/** What holds of no answers, and of all: the two diagrams without a question. @type {Node} */
export const NEVER = { id: 0, level: Infinity, branches: [], support: 0n };
/** @type {Node} */
export const ALWAYS = { id: 1, level: Infinity, branches: [], support: 0n };

/** All diagrams over some questions that there are so far. */
export class Diagrams {
  /** @param {Levels} levels @param {Diagrams | null} before diagrams that there are and that stay so */
  constructor(levels, before = null) {
    this.levels = levels;
    this._before = before;
    this._made = 0;
    /** Those that branch in two, level by level, and the others. @type {Map<number, Node>[]} */
    this._pairs = levels.questionAt.map(() => new Map());
    /** @type {Map<string, Node>} */ this._others = new Map();
    this._bits = levels.questionAt.map((position) => 1n << BigInt(position));
    /** @type {Map<string, Map<Node, Node>>} */ this._left = new Map();
  }

  /** How many diagrams there are, the two constant ones left out. @returns {number} */
  get size() {
    return (this._before?.size ?? 0) + this._made;
  }

  /** Diagrams that begin with these, to which nothing is added any more. @returns {Diagrams} */
  forked() {
    return new Diagrams(this.levels, this);
  }

  /** The diagram that branches so at this level; where all branches are alike there is nothing to be asked.
   * @param {number} level @param {readonly Node[]} branches @returns {Node} */
  node(level, branches) {
    const [first, second] = branches;
    if (branches.length === 2) {
      // Most branch in two; numbers are found sooner than texts.
      return first === second ? first
        : this._node(level, branches, first.id * MOST_NODES + second.id, (there) => there._pairs[level]);
    }
    if (branches.every((branch) => branch === first)) return first;
    return this._node(level, branches, `${level} ${branches.map(({ id }) => id)}`, (there) => there._others);
  }

  /** @template K @param {number} level @param {readonly Node[]} branches @param {K} key
   * @param {(there: Diagrams) => Map<K, Node>} among @returns {Node} */
  _node(level, branches, key, among) {
    const known = among(this).get(key) ?? (this._before && among(this._before).get(key));
    if (known) return known;
    let support = this._bits[level];
    for (const branch of branches) support |= branch.support;
    const made = { id: this.size + 2, level, branches, support };
    this._made += 1;
    among(this).set(key, made);
    return made;
  }

  /** What is left of each diagram once the question is answered so.
   * @param {readonly Node[]} nodes @param {string} question @param {Value} value @returns {Node[]} */
  given(nodes, question, value) {
    const branching = /** @type {Branching} */ (this.levels.branching.get(question));
    const bit = this._bits[branching.level];
    const key = answerKey(question, value);
    if (this._left.size > MOST_ANSWERS) this._left.clear();
    const left = this._left.get(key) ?? new Map();
    this._left.set(key, left);
    const path = branching.path(value);
    return nodes.map((node) => (node.support & bit ? this._given(node, branching.level, bit, path, left) : node));
  }

  /**
   * What is left of a diagram in which the question stands; `left` has, and then gets, what was found out.
   * @param {Node} node @param {number} level @param {bigint} bit @param {readonly number[]} path
   * @param {Map<Node, Node>} left @returns {Node}
   */
  _given(node, level, bit, path, left) {
    /** @type {Set<Node>} */ const above = new Set();
    const pending = [node];
    for (let found = pending.pop(); found; found = pending.pop()) {
      if (left.has(found) || above.has(found)) continue;
      if (!(found.support & bit)) {
        left.set(found, found);
      } else if (found.level >= level) {
        left.set(found, followed(found, level, path));
      } else {
        above.add(found);
        pending.push(...found.branches);
      }
    }
    for (const found of fromBelow(above)) {
      left.set(found, this.node(found.level, found.branches.map((branch) => left.get(branch) ?? NEVER)));
    }
    return left.get(node) ?? NEVER;
  }
}

/** What names an answer among all of a rulebook. @param {string} question @param {Value} value @returns {string} */
export const answerKey = (question, value) => `${question} ${typeof value === "number" ? value : [...value].join(" ")}`;

/** The diagrams in such an order that each comes after the smaller ones that it branches into.
 * @param {Iterable<Node>} nodes @returns {Node[]} */
export const fromBelow = (nodes) =>
  [...nodes].sort((one, two) => (one.level === two.level ? 0 : two.level - one.level));

/** The diagram and the smaller ones in it, without those known: they are not looked into.
 * @param {Node} node @param {{has(node: Node): boolean}} known @returns {Node[]} */
export function within(node, known) {
  /** @type {Set<Node>} */ const found = new Set();
  const pending = [node];
  for (let each = pending.pop(); each; each = pending.pop()) {
    if (found.has(each) || known.has(each)) continue;
    found.add(each);
    pending.push(...each.branches);
  }
  return [...found];
}

/**
 * Where the path leads that begins at a level.
 * @param {Node} node @param {number} first @param {readonly number[]} path
 * @returns {Node} */
function followed(node, first, path) {
  while (first <= node.level && node.level < first + path.length) node = node.branches[path[node.level - first]];
  return node;
}
