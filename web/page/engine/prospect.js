/**
 * What can still change once some questions are answered: by decision diagrams, or by search where they grew too large
 * (engine/consulting/prospect.py).
 *
 * What is left of a diagram is a diagram, and a question can change it exactly when it stands in it. What is left of a
 * formula has to be searched. One search serves a consultation: when its steps are used up, a question that stands in a
 * formula is taken to change it.
 */

/** @import { Facts } from "./condition.js" */
/** @import { Diagram } from "./diagram_logic.js" */
/** @import { Compound, Formula } from "./formula.js" */
/** @import { Parts, Root } from "./left.js" */
/** @import { Action, Question, Rulebook } from "./rulebook.js" */
/** @import { Slot, Stakes, Visible } from "./stakes.js" */

import { levels } from "./branching.js";
import { askable, counted } from "./counting.js";
import { ALWAYS, Diagrams, answerKey } from "./diagram.js";
import { DiagramLogic, MOST_BRANCHES } from "./diagram_logic.js";
import { Formulas } from "./formula.js";
import { Left, isNode } from "./left.js";
import { listed } from "./rulebook.js";
import { Search } from "./satisfiability.js";
import { answerTests, stakes, stakesInSteps, withMeanings } from "./stakes.js";

const MOST_STEPS = 3_000;
const MOST_KEPT = 512;
const MOST_KEPT_SEARCHED = 32;
const MOST_NODES = 50_000;
const MOST_BRANCHES_LEFT = 20_000;

/** @param {Root} root @returns {root is Formula} */
const isFormula = (root) => !isNode(root);

/**
 * What an outlook looks at of a rulebook.
 * @typedef {Pick<Rulebook, "questions" | "question" | "answered" | "actions" | "rules" | "strata" | "phases" | "alarm"
 *   | "helpLines" | "drafts" | "draft" | "firstSteps" | "ledBy">} Logic
 */

/** What can still change after some answers. Its one search is used up by what it is asked. */
export class Prospect {
  /** @param {Outlook} outlook @param {Left} left @param {Facts} facts */
  constructor(outlook, left, facts) {
    this._rulebook = outlook.rulebook;
    this._stakes = outlook.stakes;
    this._formulas = outlook.formulas;
    this._left = left;
    this._facts = facts;
    this._search = new Search(outlook.formulas, outlook.rulebook.question, MOST_STEPS);
    /** @type {Map<Compound, Map<string, boolean>>} */ this._tipped = new Map();
    /** @type {Map<string, Compound[]> | null} */ this._searchable = null;
  }

  /**
   * The open questions that matter, in the order in which they would be asked.
   *
   * First what the alarm rests on. Then, place by place of the first steps, what decides whether it is taken. Then the
   * others. Each time they come in the rulebook's order. The first of them can be asked at once.
   * @returns {Iterable<Question>}
   */
  * mattering() {
    const { questions } = this._rulebook;
    const canBeAsked = new Set(askable(questions, counted(questions, this._facts)));
    /** @type {Question[]} */
    const early = [];
    let begun = false;
    for (const question of this._inTurn()) {
      if (!begun && !canBeAsked.has(question)) {
        early.push(question);
        continue;
      }
      yield question;
      if (!begun) yield* early;
      begun = true;
    }
  }

  /** @returns {Iterable<Question>} */
  * _inTurn() {
    /** @type {Set<Question>} */
    const told = new Set();
    for (const part of [this._alarming(), this._leading(told), this._others(told)]) {
      for (const question of part) {
        told.add(question);
        yield question;
      }
    }
  }

  /**
   * The first question that the alarm rests on, where it matters and anybody can be asked it.
   * @returns {Question | null}
   */
  opening() {
    for (const alarm of this._stakes.alarm) {
      const [first] = this._tipping(this._left.root([alarm]));
      if (first && !first.onlyIf.length && this._matters(first)) return first;
    }
    return null;
  }

  /** The undecided places of the list, from the top to where as many are taken as lead the plan.
   * @returns {Iterable<Slot<number>>} */
  undecided() {
    return this._undecided(new Set());
  }

  /** Those of the undecided places on which more than what is told has a say; more is told meanwhile.
   * @param {ReadonlySet<Question>} told @returns {Iterable<Slot<number>>} */
  * _undecided(told) {
    let taken = 0;
    for (const slot of this._stakes.slots) {
      if (taken === this._rulebook.firstSteps) return;
      // Where open questions may have a say it is not certain that a place is taken.
      if (this._isTold(slot.parts, told)) continue;
      const settled = this._settled(this._left.root(slot.parts));
      if (settled === null) yield slot;
      if (settled) taken += 1;
    }
  }

  /** Whether questions may stand in several diagrams, all of them told, so that they need not be put together.
   * @param {Parts} parts @param {ReadonlySet<Question>} told @returns {boolean} */
  _isTold(parts, told) {
    const support = parts[0] < this._left.nodes.length ? this._left.support(parts) : 0n;
    let bits = 0n;
    for (const question of told) bits |= bitOf(question);
    return support !== 0n && !(support & ~bits);
  }

  /** The actions of which the reader of a plan could see something change with the answer to this question.
   * @param {Question} question @returns {Action[]} */
  hinging(question) {
    /** @type {Set<Action>} */
    const told = new Set();
    for (const visible of this._stakes.visibles) {
      if (!told.has(visible.action) && this.tips(visible, question)) told.add(visible.action);
    }
    return [...told];
  }

  /** Whether the reader of a plan could see this change with the answer to this question.
   * @param {Visible<number>} visible @param {Question} question @returns {boolean} */
  tips({ parts }, question) {
    if (parts[0] < this._left.nodes.length) return this._left.tips(parts, question);
    return this._tips(this._left.root(parts), question.id);
  }

  /** The actions of which it depends on further answers whether they are in the plan. @returns {Iterable<Action>} */
  * undecidedActions() {
    for (const { action, aspect, parts } of this._stakes.visibles) {
      if (aspect === "planned" && this._settled(this._left.root(parts)) === null) yield action;
    }
  }

  /** @returns {Iterable<Question>} */
  * _alarming() {
    for (const alarm of this._stakes.alarm) {
      for (const question of this._tipping(this._left.root([alarm]))) if (this._matters(question)) yield question;
    }
  }

  /** @param {ReadonlySet<Question>} told @returns {Iterable<Question>} */
  * _leading(told) {
    // Whether a place is taken can be seen, so that whatever decides it matters.
    for (const slot of this._undecided(told)) {
      for (const question of this._tipping(this._left.root(slot.parts))) if (!told.has(question)) yield question;
    }
  }

  /** @param {ReadonlySet<Question>} told @returns {Iterable<Question>} */
  * _others(told) {
    for (const question of this._rulebook.questions) if (!told.has(question) && this._matters(question)) yield question;
  }

  /** @param {Question} question @returns {boolean} */
  _matters(question) {
    if (this._left.shows(bitOf(question))) return true;
    if (!this._searchable) {
      this._searchable = new Map();
      for (const formula of this._left.searched) {
        for (const name of this._formulas.asked(formula)) listed(this._searchable, name, formula);
      }
    }
    return (this._searchable.get(question.id) ?? []).some((formula) => this._tips(formula, question.id));
  }

  /** The questions that can tip the root, in the rulebook's order. @param {Root} root @returns {Iterable<Question>} */
  * _tipping(root) {
    const named = isNode(root) ? null : this._formulas.asked(root);
    for (const question of this._rulebook.questions) {
      if ((!named || named.has(question.id)) && this._tips(root, question.id)) yield question;
    }
  }

  /** Whether, all other answers being the same, it is so with one answer to the question and not with another.
   * @param {Root} root @param {string} question @returns {boolean} */
  _tips(root, question) {
    if (isNode(root)) {
      const asked = this._rulebook.question.get(question);
      return asked !== undefined && (root.support & bitOf(asked)) !== 0n;
    }
    if (typeof root === "boolean" || !this._formulas.asked(root).has(question)) return false;
    const tipped = this._tipped.get(root) ?? new Map();
    this._tipped.set(root, tipped);
    if (!tipped.has(question)) tipped.set(question, this._search.dependsOn(root, question) !== false);
    return tipped.get(question);
  }

  /** Whether it is so whatever is answered; null where that depends. @param {Root} root @returns {boolean | null} */
  _settled(root) {
    if (isNode(root)) return root.branches.length ? null : root === ALWAYS;
    if (typeof root === "boolean") return root;
    const [tipping] = this._tipping(root);
    return tipping ? null : this._formulas.holdsInSilence(root);
  }
}

/** What is at stake in a rulebook, made ready once, and what answers leave of it, kept for answers that come again. */
export class Outlook {
  /** @param {Logic} rulebook @param {Diagrams} diagrams @param {Stakes<Diagram>} drawn what is at stake in it */
  constructor(rulebook, diagrams, drawn) {
    this.rulebook = rulebook;
    this.formulas = new Formulas();
    this._diagrams = diagrams;
    const roots = this._rootsOf(drawn);
    this._nodes = [...new Set(roots.flat().filter(isNode))];
    this._unread = [...new Set(roots.flat().filter(isFormula))];
    /** @type {Map<Root, number>} */
    const position = new Map([...this._nodes, ...this._unread].map((root, at) => [root, at]));
    /** @type {Map<string, Parts>} */
    const known = new Map();
    const inTurn = roots.values();
    /** Each root is named by its position. @type {Stakes<number>} */
    this.stakes = withMeanings(drawn, () => {
      const parts = [...inTurn.next().value ?? []].map((root) => /** @type {number} */ (position.get(root)));
      const key = parts.join();
      const same = known.get(key) ?? parts;
      known.set(key, same);
      return same;
    });
    /** The parts of all that can be seen, what has few parts first. @type {readonly Parts[]} */
    this.seen = [...new Set(this.stakes.visibles.map(({ parts }) => parts))]
      .sort((one, two) => one.length - two.length);
    this._kept = this._begun();
  }

  /**
   * The diagrams, part by part, and the formula of the whole where a part was too large.
   * @param {Stakes<Diagram>} drawn @returns {(readonly Root[])[]}
   */
  _rootsOf(drawn) {
    const whole = partsOf(drawn);
    const nodes = whole.map((parts) => parts.filter((part) => part !== null));
    if (nodes.every((parts, at) => parts.length === whole[at].length)) return nodes;
    const written = partsOf(stakes(this.rulebook, this.formulas)).map((parts) => this.formulas.both(parts));
    return nodes.map((parts, at) => (parts.length === whole[at].length ? parts : [written[at]]));
  }

  /**
   * What can still change after these answers. It is quickest where answers come in the order in which they were given:
   * then the last one alone is new.
   * @param {Facts} facts @returns {Prospect}
   */
  after(facts) {
    if (this._kept.diagrams.size > this._diagrams.size + MOST_NODES) this._kept = this._begun();
    const { diagrams, logic, left: kept } = this._kept;
    const answered = [...facts];
    const keys = answered.map(([question, value]) => answerKey(question, value));
    let left = this._kept.unanswered, known = 0;
    for (let length = answered.length; length > 0; length -= 1) {
      const found = kept.get(setKey(keys, length));
      if (found) {
        [left, known] = [found, length];
        break;
      }
    }
    for (let at = known; at < answered.length; at += 1) {
      const [question, value] = answered[at];
      const formulas = left.formulas.map((formula) => this.formulas.given(formula, question, facts));
      left = new Left(this.seen, logic, diagrams.given(left.nodes, question, value), formulas);
      kept.set(setKey(keys, at + 1), left);
      const [oldest] = kept.keys();
      if (kept.size > (formulas.length ? MOST_KEPT_SEARCHED : MOST_KEPT)) kept.delete(oldest);
    }
    return new Prospect(this, left, facts);
  }

  _begun() {
    const diagrams = this._diagrams.forked();
    const logic = new DiagramLogic(diagrams, Infinity, MOST_BRANCHES_LEFT);
    const unanswered = new Left(this.seen, logic, this._nodes, this._unread);
    return { diagrams, logic, unanswered, left: /** @type {Map<string, Left>} */ (new Map()) };
  }
}

/**
 * What is at stake in the rulebook, in small steps. So many branches are looked at to make diagrams; with 0 all is
 * searched.
 * @param {Logic} rulebook @param {number} mostBranches @returns {Generator<void, Outlook, void>}
 */
export function* outlookInSteps(rulebook, mostBranches = MOST_BRANCHES) {
  const diagrams = new Diagrams(levels(rulebook.questions, answerTests(rulebook)));
  const drawn = yield* stakesInSteps(rulebook, new DiagramLogic(diagrams, mostBranches));
  return new Outlook(rulebook, diagrams, drawn);
}

/** @type {WeakMap<Logic, {steps: Generator<void, Outlook, void>, made: Outlook | null}>} */
const outlooks = new WeakMap();

/** What is at stake in the rulebook, made ready once. @param {Logic} rulebook @returns {Outlook} */
export function outlook(rulebook) {
  return /** @type {Outlook} */ (prepared(rulebook, () => false));
}

/** What is at stake in a rulebook, of which nothing is kept. @param {Logic} rulebook @param {number} [mostBranches]
 * @returns {Outlook} */
export function madeAtOnce(rulebook, mostBranches) {
  const steps = outlookInSteps(rulebook, mostBranches);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/**
 * Makes ready what is at stake in the rulebook, until that is done or `enough` says to go on another time: while a
 * person reads the first question. Null where it is not done.
 * @param {Logic} rulebook @param {() => boolean} enough @returns {Outlook | null}
 */
export function prepared(rulebook, enough) {
  const known = outlooks.get(rulebook) ?? { steps: outlookInSteps(rulebook), made: null };
  outlooks.set(rulebook, known);
  while (!known.made) {
    const step = known.steps.next();
    if (step.done) {
      known.made = step.value;
      break;
    }
    if (enough()) return null;
  }
  return known.made;
}

/** All that is meant, in parts: of what can be seen, of the places, of the alarm.
 * @template M @param {Stakes<M>} stakes @returns {(readonly M[])[]} */
const partsOf = ({ visibles, slots, alarm }) => [
  ...visibles.map(({ parts }) => parts), ...slots.map(({ parts }) => parts), ...alarm.map((part) => [part]),
];

/** @param {readonly string[]} keys @param {number} length @returns {string} */
const setKey = (keys, length) => keys.slice(0, length).sort().join("\n");

/** @param {Question} question @returns {bigint} */
const bitOf = (question) => 1n << BigInt(question.position);
