/** Why an action is in the plan, was withheld, or never came up, in words (engine/telling/explanation.py). */

/** @import { Value } from "./condition.js" */
/** @import { Outcome } from "./outcome.js" */
/** @import { Question } from "./rulebook.js" */
/** @import { ToldGround, ToldReason } from "./reason_words.js" */
/** @import { Wording } from "./wording.js" */

import { asideInWords } from "./phrasing.js";
import { toldGrounds, toldReasons } from "./reason_words.js";
import { lackedGrounds, standingOf } from "./reasons.js";
import { answeredWording } from "./value_words.js";

/**
 * Reasons under a heading: what speaks for an action, what would, or what overrules it.
 * @typedef {{heading: string, reasons: readonly ToldReason[]}} HeadedReasons
 *
 * An answer set aside, as a sentence, and the tests of its question's `only-if` that do not hold.
 * @typedef {{question: string, sentence: string, grounds: readonly ToldGround[]}} ToldAside
 *
 * What became of an action, as a `verdict`, and the reasons; while questions are open, `proviso` says that all this may
 * change.
 * @typedef {{
 *   action: string, title: string, status: "planned" | "withheld" | "unadvised", rank: number, basic: boolean,
 *   complete: boolean, verdict: string, proviso: string, reasons: readonly ToldReason[],
 *   against: readonly ToldReason[], further: readonly ToldGround[], parts: readonly HeadedReasons[],
 *   aside: readonly ToldAside[], leading: readonly ToldReason[],
 * }} Explanation
 */

/**
 * The explanation of one action of the rulebook in this outcome.
 * @param {Outcome} outcome @param {string} action @param {Wording} words @returns {Explanation}
 */
export function explain(outcome, action, words) {
  const { rulebook } = outcome;
  const wording = answeredWording(words, rulebook, outcome.case.facts);
  const planned = outcome.planned(action);
  const standing = standingOf(outcome, action);
  const title = wording.texts.text("actions", action, "title");
  const { status } = standing;
  const rank = planned ? planned.rank : 0;
  const basic = planned ? planned.basic : false;
  const reasons = toldReasons(standing.reasons, rulebook, wording);
  const against = toldReasons(standing.against, rulebook, wording);
  const leading = toldReasons(standing.leading, rulebook, wording);
  const headed = [
    { heading: wording.say("explain", status === "unadvised" ? "missing" : "for"), reasons },
    { heading: wording.say("explain", "against"), reasons: against },
    { heading: wording.say("explain", "lead"), reasons: leading },
  ];
  return {
    action, title, status, rank, basic, complete: outcome.complete,
    verdict: wording.say("explain", basic ? "planned-basic" : status, { title, rank }),
    proviso: outcome.complete ? "" : wording.say("explain", "still-open"),
    reasons, against, further: toldGrounds(standing.further, rulebook, wording),
    parts: headed.filter((part) => part.reasons.length), aside: toldAside(outcome, wording), leading,
  };
}

/** Every answer that is set aside in this outcome, and why. @param {Outcome} outcome @param {Wording} wording
 * @returns {ToldAside[]} */
export function toldAside(outcome, wording) {
  const { rulebook } = outcome;
  return [...outcome.case.aside.keys()].map((name) => {
    const question = /** @type {Question} */ (rulebook.question.get(name));
    const value = /** @type {Value} */ (outcome.case.given.get(name));
    const grounds = toldGrounds(lackedGrounds(outcome, question.onlyIf), rulebook, wording);
    return { question: name, sentence: asideInWords(question, value, wording), grounds };
  });
}
