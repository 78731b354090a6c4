/** Reasons in sentences: what a reader sees of the chains in `reasons` (engine/telling/reason_words.py). */

/** @import { Ground, Reason } from "./reasons.js" */
/** @import { Rulebook } from "./rulebook.js" */
/** @import { ShapedText } from "./shaped_text.js" */
/** @import { Wording } from "./wording.js" */

import { groundInWords, sectionHeadings } from "./phrasing.js";

/**
 * An answer or finding, in a sentence; `reasons` tell where a finding comes from, or why it was not established.
 * @typedef {{sentence: string, reasons: readonly ToldReason[]}} ToldGround
 *
 * A rule: its reason in words, the sections it cites (also with their headings, as `sections`), and its grounds.
 * @typedef {{
 *   rule: string, sentence: ShapedText, cites: readonly string[], sections: string, basic: boolean,
 *   grounds: readonly ToldGround[],
 * }} ToldReason
 */

/**
 * Rules of the rulebook in words, with their grounds and all that is unfolded behind these.
 * @param {readonly Reason[]} reasons @param {Rulebook} rulebook @param {Wording} wording @returns {ToldReason[]}
 */
export const toldReasons = (reasons, rulebook, wording) => reasons.map((reason) => ofRule(reason, rulebook, wording));

/** @param {Reason} reason @param {Rulebook} rulebook @param {Wording} wording @returns {ToldReason} */
const ofRule = (reason, rulebook, wording) => ({
  rule: reason.rule.id, sentence: wording.shaped("rules", reason.rule.id), cites: reason.rule.cites,
  sections: sectionHeadings(reason.rule.cites, wording), basic: reason.rule.basic,
  grounds: [...ofTable(reason, wording), ...toldGrounds(reason.grounds, rulebook, wording)],
});

/** What the rows above have to do with it, where of the rule's table the first row counts alone.
 * @param {Reason} reason @param {Wording} wording @returns {ToldGround[]} */
function ofTable({ rule, grounds, takenBy }, wording) {
  const { table } = rule;
  if (takenBy) {
    const row = wording.say("explain", "row", { row: takenBy.number, table });
    return [{ sentence: wording.say("explain", "taken", { row }), reasons: [] }];
  }
  const isFirst = rule.condition.earlier && grounds.every((ground) => ground.kind === "used");
  return isFirst ? [{ sentence: wording.say("explain", "not-taken", { table }), reasons: [] }] : [];
}

/**
 * Grounds in words; one whose reasons are told elsewhere says where.
 * @param {readonly Ground[]} grounds @param {Rulebook} rulebook @param {Wording} wording @returns {ToldGround[]}
 */
export const toldGrounds = (grounds, rulebook, wording) => grounds.map((ground) => {
  const sentence = groundInWords(ground, rulebook, wording);
  return {
    sentence: ground.told === "here" ? sentence : wording.say("explain", ground.told, { sentence }),
    reasons: toldReasons(ground.behind, rulebook, wording),
  };
});
