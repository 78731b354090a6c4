/**
 * Boolean formulas over tests of answers: built from conditions, partly evaluated, and searched for a model, as
 * engine/language/formula.py does it.
 *
 * Equal formulas of one `Formulas` are one object. A rule writer chooses how deep they are: nothing here recurses. The
 * search counts the parts that it looks at, and gives up after so many: hence every order is that of Python.
 */

/** @import { Facts, Test } from "./condition.js" */

import { NOTHING_FOUND, holds } from "./condition.js";

const FEW = 32;
const MANY = 2 ** 52;

/**
 * A test of an answer (`twin` keeps a second answer to the same question apart), or a negation, conjunction or
 * disjunction of parts. `size` counts atoms; `signature` has one of 256 bits for every question tested.
 * @typedef {{
 *   kind: "atom" | "not" | "and" | "or", id: number, parts: readonly Compound[], size: number, signature: bigint,
 *   test: Test | null, twin: boolean,
 * }} Compound
 *
 * @typedef {boolean | Compound} Formula
 */

/** The formulas of one rulebook; a logic in which conditions can be read. */
export class Formulas {
  constructor() {
    /** @type {Map<string, Compound>} */ this._made = new Map();
    /** @type {Map<string, bigint>} */ this._bits = new Map();
    /** @type {WeakMap<Compound, ReadonlySet<string>>} */ this._asked = new WeakMap();
  }

  /** The atom of a test. @param {Test} test @returns {Formula} */
  test(test) {
    return this.atom(test, false);
  }

  /** @param {Test} test @param {boolean} twin @returns {Compound} */
  atom(test, twin) {
    return this._one(`${twin ? "twin" : "atom"} ${test.id}`, (id) => (
      { kind: "atom", id, parts: [], size: 1, signature: this._bit(test.question), test, twin }));
  }

  /** The conjunction, without constants, duplicates and short nested conjunctions. @param {Iterable<Formula>} parts */
  both(parts) {
    return this._joined(parts, "and", true);
  }

  /** The disjunction, without constants, duplicates and short nested disjunctions. @param {Iterable<Formula>} parts */
  either(parts) {
    return this._joined(parts, "or", false);
  }

  /** The negation, without double negation. @param {Formula} formula @returns {Formula} */
  negated(formula) {
    if (typeof formula === "boolean") return !formula;
    return formula.kind === "not" ? formula.parts[0] : this._compound("not", [formula]);
  }

  /**
   * The formula with every atom of this question replaced, simplified, and how many parts were looked at.
   * @param {Formula} formula @param {string} question @param {(atom: Compound, test: Test) => Formula} replace
   * @returns {[Formula, number]}
   */
  rewritten(formula, question, replace) {
    if (typeof formula === "boolean") return [formula, 0];
    const bit = this._bit(question);
    /** @type {Map<Compound, Formula>} */
    const done = new Map();
    const pending = [formula];
    for (let part = pending.at(-1); part !== undefined; part = pending.at(-1)) {
      const within = (part.signature & bit) !== 0n;
      const ahead = within ? part.parts.filter((inner) => !done.has(inner)) : [];
      if (ahead.length && !done.has(part)) {
        pending.push(...ahead);
        continue;
      }
      pending.pop();
      if (!within) done.set(part, part);
      else if (!done.has(part)) done.set(part, this._rejoined(part, question, replace, done));
    }
    return [done.get(formula) ?? false, done.size];
  }

  /**
   * @param {Compound} part @param {string} question @param {(atom: Compound, test: Test) => Formula} replace
   * @param {ReadonlyMap<Compound, Formula>} done @returns {Formula}
   */
  _rejoined(part, question, replace, done) {
    if (part.test) return part.test.question === question ? replace(part, part.test) : part;
    const parts = part.parts.map((inner) => done.get(inner) ?? false);
    if (part.kind === "not") return this.negated(parts[0]);
    return part.kind === "and" ? this.both(parts) : this.either(parts);
  }

  /** What is left of the formula once this question is answered. @param {Formula} formula @param {Facts} facts
   * @param {string} question @returns {Formula} */
  given(formula, question, facts) {
    return this.rewritten(formula, question, (_, test) => holds(test, facts, NOTHING_FOUND))[0];
  }

  /** Whether it holds where no test does. @param {Compound} formula @returns {boolean} */
  holdsInSilence(formula) {
    /** @type {Map<Compound, boolean>} */
    const held = new Map();
    // What a formula is made of was made before it.
    for (const part of [...reached(formula)].sort((one, two) => one.id - two.id)) {
      const parts = part.parts.map((inner) => held.get(inner) === true);
      const holds = part.kind === "not" ? !parts[0] : part.kind === "and" ? parts.every(Boolean) : parts.some(Boolean);
      held.set(part, holds);
    }
    return held.get(formula) === true;
  }

  /** The questions that the formula tests. @param {Formula} formula @returns {ReadonlySet<string>} */
  asked(formula) {
    if (typeof formula === "boolean") return NO_QUESTIONS;
    const known = this._asked.get(formula);
    if (known) return known;
    const questions = new Set([...reached(formula)].flatMap((part) => (part.test ? [part.test.question] : [])));
    this._asked.set(formula, questions);
    return questions;
  }

  /** @param {Iterable<Formula>} parts @param {"and" | "or"} kind @param {boolean} neutral @returns {Formula} */
  _joined(parts, kind, neutral) {
    /** @type {Set<Compound>} */
    const kept = new Set();
    for (const part of parts) {
      if (typeof part === "boolean") {
        if (part !== neutral) return part;
      } else if (part.kind === kind && part.parts.length <= FEW) {
        for (const inner of part.parts) kept.add(inner);
      } else {
        kept.add(part);
      }
    }
    for (const part of kept) if (part.kind === "not" && kept.has(part.parts[0])) return !neutral;
    const [only] = kept;
    if (only === undefined) return neutral;
    return kept.size === 1 ? only : this._compound(kind, [...kept]);
  }

  /** @param {"not" | "and" | "or"} kind @param {readonly Compound[]} parts @returns {Compound} */
  _compound(kind, parts) {
    return this._one(`${kind} ${parts.map((part) => part.id).join()}`, (id) => {
      let size = 0;
      let signature = 0n;
      for (const part of parts) {
        size += part.size;
        signature |= part.signature;
      }
      return { kind, id, parts, size: Math.min(size, MANY), signature, test: null, twin: false };
    });
  }

  /** @param {string} key @param {(id: number) => Compound} make @returns {Compound} */
  _one(key, make) {
    const known = this._made.get(key);
    if (known) return known;
    const made = make(this._made.size);
    this._made.set(key, made);
    return made;
  }

  /** @param {string} question @returns {bigint} */
  _bit(question) {
    let bit = this._bits.get(question);
    if (bit === undefined) {
      bit = 1n << BigInt(crc32(new TextEncoder().encode(question)) % 256);
      this._bits.set(question, bit);
    }
    return bit;
  }
}

/** @type {ReadonlySet<string>} */
const NO_QUESTIONS = new Set();

/** The formula and all that it is made of. @param {Compound} formula @returns {Set<Compound>} */
function reached(formula) {
  const seen = new Set([formula]);
  for (const part of seen) for (const inner of part.parts) seen.add(inner);
  return seen;
}

/** The cyclic redundancy check of zip files and of Python's zlib. @param {Uint8Array} bytes @returns {number} */
function crc32(bytes) {
  let rest = -1;
  for (const byte of bytes) {
    rest ^= byte;
    for (let turn = 0; turn < 8; turn += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}
