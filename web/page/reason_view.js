/** Reasons as lists within lists, and why an action is in the plan or held back. */

/** @import { Child } from "./dom.js" */
/** @import { Outcome } from "./engine/outcome.js" */
/** @import { ToldHeldBack } from "./engine/plan_words.js" */
/** @import { ToldGround, ToldReason } from "./engine/reason_words.js" */
/** @import { Wording } from "./engine/wording.js" */

import { element, folded, list } from "./dom.js";
import { explain } from "./engine/explanation.js";

/** Why an action is in the plan, told when somebody asks. @param {{id: string, title: string}} action
 * @param {Outcome} outcome @param {Wording} wording */
export const whyOf = ({ id, title }, outcome, wording) => folded("more", wording.say("plan", "why-mark"), () => {
  const { parts, further } = explain(outcome, id, wording);
  return [
    parts.map((part) => [element("p", { class: "label" }, part.heading), reasonList(part.reasons)]),
    further.length > 0 && [element("p", { class: "label" }, wording.say("explain", "further")), groundList(further)],
  ];
}, { "aria-label": wording.say("plan", "why-of", { title }) });

/** What was held back, together with why. @param {readonly ToldHeldBack[]} many @returns {Child} */
export const heldBackList = (many) => many.map(({ titles, because }) => element("div", { class: "group" },
  list("titles", titles), becauseList(because)));

/** Reasons with the sections that they cite. @param {readonly {sentence: Child, cited: string}[]} many */
export const becauseList = (many) => list("reasons", many.map(({ sentence, cited }) => [
  sentence, element("span", { class: "cites" }, cited)]));

/** @param {readonly ToldReason[]} reasons @returns {HTMLElement} */
const reasonList = (reasons) => list("reasons", reasons.map((reason) => [
  reason.sentence, " ", element("span", { class: "cites" }, reason.sections),
  reason.grounds.length > 0 && groundList(reason.grounds)]));

/** @param {readonly ToldGround[]} grounds @returns {HTMLElement} */
const groundList = (grounds) => list("grounds", grounds.map((ground) => [
  ground.sentence, ground.reasons.length > 0 && reasonList(ground.reasons)]));
