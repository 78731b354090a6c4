/** A comparison in words: what differs between two outcomes, in sentences (engine/telling/comparison_words.py). */

/** @import { Comparison, Drafts, Opening, Shift, Steps } from "./comparison.js" */
/** @import { Planned } from "./outcome.js" */
/** @import { Question, Rule, Step } from "./rulebook.js" */
/** @import { Wording } from "./wording.js" */

import { isSame, isSamePlan } from "./comparison.js";
import { answerInWords, findingInWords, groundInWords, sectionHeadings } from "./phrasing.js";
import { groundOf } from "./reasons.js";
import { listed } from "./rulebook.js";
import { answeredWording } from "./value_words.js";

const MOST_TITLES = 3;

/**
 * A rule as a reason: what it says, the sections it cites, in words, and its id.
 * @typedef {{sentence: string, sections: string, rule: string}} Because
 *
 * A step that is shown now or no longer, and the answers and findings it hangs on; or what became of a draft.
 * @typedef {{sentence: string, grounds: readonly string[]}} StepChange
 *
 * What differs: one or several things with the same reasons, or an action with its steps.
 * @typedef {{titles: readonly string[], reasons: readonly Because[], steps: readonly StepChange[]}} ComparisonPoint
 *
 * Differences of one kind; a heading without any says all there is to say.
 * @typedef {{heading: string, points: readonly ComparisonPoint[]}} ComparisonSection
 */

/**
 * What differs, in the order in which it matters to a reader: the answers, the plan, and what lies behind it.
 * @param {Comparison} shown @param {Wording} wording @returns {ComparisonSection[]}
 */
export function toldComparison(shown, wording) {
  const told = new Telling(shown, wording);
  const changes = shown.answers.map((change) => told.change(change.question));
  const sections = [told.section(changes.length ? "answers" : "no-answers", changes)];
  if (isSame(shown)) return [...sections, told.section("same", [])];
  if (isSamePlan(shown)) sections.push(told.section("same-plan", []));
  const title = told.title.bind(told);
  const differences = [
    told.section("comes", told.shifts(shown.comes, (id) => told.newcomer(id))),
    told.section("goes", told.shifts(shown.goes, title)),
    told.section("own", told.shifts(shown.own, title)),
    told.section("basic", told.shifts(shown.basic, title)),
    told.section("led", told.shifts(shown.led, title)),
    told.section("unled", told.shifts(shown.unled, title)),
    told.section("steps", shown.steps.map((steps) => told.steps(steps))),
    told.section("drafts", shown.drafts.map((drafts) => told.drafts(drafts))),
    told.section("moves", shown.moves.map((move) => told.line("move", { ...move, title: title(move.id) }))),
    told.section("withheld", told.shifts(told.untold(shown.withheld), title)),
    told.section("released", told.shifts(told.untold(shown.released), title)),
    told.section("established", told.shifts(shown.established, (id) => findingInWords(id, wording, true))),
    told.section("lapsed", told.shifts(shown.lapsed, (id) => findingInWords(id, wording, true))),
    told.section("opened", shown.opened.map((opening) => told.opening(opening))),
    told.section("closed", shown.closed.map((question) => point([told.topic(question)]))),
  ];
  return [...sections, ...differences.filter((section) => section.points.length)];
}

/** @param {readonly string[]} titles @param {readonly Because[]} reasons @param {readonly StepChange[]} steps
 * @returns {ComparisonPoint} */
const point = (titles, reasons = [], steps = []) => ({ titles, reasons, steps });

/** The points of one comparison, in the words of one reader. */
class Telling {
  /** @param {Comparison} shown @param {Wording} wording */
  constructor(shown, wording) {
    this.shown = shown;
    this.wording = wording;
    this.rulebook = shown.after.rulebook;
    this.toldBefore = answeredWording(wording, this.rulebook, shown.before.case.facts);
    this.toldNow = answeredWording(wording, this.rulebook, shown.after.case.facts);
    this.moved = new Set([...shown.comes, ...shown.goes].map((shift) => shift.id));
  }

  /** @param {string} kind @param {readonly ComparisonPoint[]} points @returns {ComparisonSection} */
  section(kind, points) {
    return { heading: this.wording.say("what-if", kind), points };
  }

  /** @param {string} question */
  change(question) {
    const [before, after] = [this.shown.before, this.shown.after].map((outcome) => answerInWords(
      /** @type {Question} */ (this.rulebook.question.get(question)), outcome.case.given.get(question), this.wording));
    return this.line("change", { topic: this.topic(question), before, after });
  }

  /**
   * What shifted, for the same reasons together.
   * @param {readonly Shift[]} shifts @param {(id: string) => string} name
   */
  shifts(shifts, name) {
    /** @type {Map<string, Shift[]>} */
    const groups = new Map();
    for (const shift of shifts) listed(groups, JSON.stringify([shift.now, shift.noLonger]), shift);
    return [...groups.values()].map((group) => point(
      group.map((shift) => name(shift.id)),
      [...this.reasons("now", group[0].now), ...this.reasons("no-longer", group[0].noLonger)]));
  }

  /** @param {string} kind @param {readonly string[]} rules @returns {Because[]} */
  reasons(kind, rules) {
    return rules.map((name) => {
      const rule = /** @type {Rule} */ (this.rulebook.rule.get(name));
      const told = kind === "now" ? this.toldNow : this.toldBefore;
      const sentence = this.wording.say("what-if", kind, { sentence: told.shaped("rules", name) });
      return { sentence, sections: sectionHeadings(rule.cites, this.wording), rule: name };
    });
  }

  /** Those that are not told as having come into the plan or gone from it. @param {readonly Shift[]} shifts */
  untold(shifts) {
    return shifts.filter((shift) => !this.moved.has(shift.id));
  }

  /** @param {Steps} steps */
  steps({ id, shown, hidden }) {
    const come = shown.map((step) => this.step("shown", id, step));
    const gone = hidden.map((step) => this.step("hidden", id, step));
    return point([this.title(id)], [], [...come, ...gone]);
  }

  /** @param {string} kind @param {string} action @param {Step} step @returns {StepChange} */
  step(kind, action, step) {
    const looked = step.when.map((test) => groundOf(this.shown.after, test));
    const grounds = looked.map((ground) => groundInWords(ground, this.rulebook, this.wording));
    const told = kind === "shown" ? this.toldNow : this.toldBefore;
    const text = told.shaped("actions", action, "steps", step.id);
    return { sentence: this.wording.say("what-if", kind, { step: text }), grounds: [...new Set(grounds)] };
  }

  /** @param {Drafts} drafts */
  drafts({ id, offered, dropped, rewritten }) {
    /** @param {string} kind @param {readonly string[]} changed */
    const changes = (kind, changed) => changed.map((draft) => ({
      sentence: this.wording.say("what-if", kind, { draft: this.wording.texts.text("drafts", draft, "title") }),
      grounds: [],
    }));
    return point([this.title(id)], [], [
      ...changes("offered", offered), ...changes("dropped", dropped), ...changes("rewritten", rewritten)]);
  }

  /** @param {Opening} opening */
  opening({ question, actions }) {
    const titles = actions.map((action) => this.wording.say("answer", "quoted", { label: this.title(action) }));
    const more = titles.length - MOST_TITLES;
    const named = titles.slice(0, MOST_TITLES).join(this.wording.say("answer", "and-so-on"));
    return this.line(more > 0 ? "hinges-more" : "hinges", { topic: this.topic(question), titles: named, more });
  }

  /** @param {string} kind @param {Readonly<Record<string, unknown>>} blanks */
  line(kind, blanks) {
    return point([this.wording.say("what-if", kind, blanks)]);
  }

  /** @param {string} question */
  topic(question) {
    return this.wording.texts.text("questions", question, "topic");
  }

  /** @param {string} action */
  title(action) {
    return this.wording.texts.text("actions", action, "title");
  }

  /** The title of an action with its place in the plan. @param {string} action */
  newcomer(action) {
    const { basic, rank } = /** @type {Planned} */ (this.shown.after.planned(action));
    return this.wording.say("what-if", basic ? "as-basic" : "as-own", { title: this.title(action), rank });
  }
}
