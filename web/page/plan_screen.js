/** The plan: what comes first lies open, all else is one line each, and the bar below leads on. */

/** @import { Child } from "./dom.js" */
/** @import { ToldAction } from "./engine/plan_words.js" */
/** @import { Stage } from "./stage.js" */

import { button, element, flat, folded, list } from "./dom.js";
import { actionCard } from "./card.js";
import { findingInWords } from "./engine/phrasing.js";
import { toldPlan } from "./engine/plan_words.js";
import { picture } from "./picture_view.js";
import { NOT_TO_DO } from "./print_sheet.js";
import { heldBackList } from "./reason_view.js";
import { whatIf } from "./what_if_view.js";

/** @param {Stage} stage @returns {Child[]} */
export function planScreen(stage) {
  const { consultation, wording } = stage;
  const { outcome } = consultation;
  const plan = toldPlan(outcome, wording);
  sections = 0;
  const first = new Set(plan.firstSteps.map(({ id }) => id));
  const not = new Set(outcome.plan.filter(({ action }) => action.phase === NOT_TO_DO).map(({ action }) => action.id));
  const toDo = outcome.plan.filter(({ action }) => !not.has(action.id)).map(({ action }) => action.id);
  const count = element("p", { class: "count", role: "status" });
  const meter = element("progress", { class: "meter", max: toDo.length, "aria-hidden": "true" });
  const counted = () => {
    const done = toDo.filter((id) => consultation.done.has(id)).length;
    count.textContent = stage.say("plan", "count", { done, all: toDo.length });
    meter.value = done;
    stage.changed();
  };
  /** @param {ToldAction} action @param {boolean} open */
  const card = (action, open) => actionCard(stage, outcome, action, {
    open, says: open, mark: not.has(action.id) ? "not" : "tick", ticked: counted,
  });
  counted();
  const phases = plan.phases.flatMap(({ heading, own, basics }) => {
    const here = [...own, ...basics].filter(({ id }) => !first.has(id));
    const isNot = here.some(({ id }) => not.has(id));
    return here.length ? [section(stage, heading, here.length, isNot, () => here.map((one) => card(one, false)))] : [];
  });
  return [
   element("h1", {}, stage.say("plan", outcome.complete ? "heading" : "so-far")),
    outcome.openQuestions.length > 0 && provisional(stage),
    !outcome.plan.length && element("p", {}, stage.say("plan", plan.open.length ? "nothing-yet" : "nothing")),
    toDo.length > 0 && element("div", { class: "counted" }, count, meter),
    first.size > 0 && element("section", { class: "first", "aria-labelledby": "first" },
      element("h2", { id: "first" }, stage.say("plan", "first")), plan.firstSteps.map((action) => card(action, true))),
    phases,
    plan.heldBack.length > 0 && section(stage, stage.say("plan", "withheld"),
      plan.heldBack.reduce((sum, { titles }) => sum + titles.length, 0), false, () => heldBackList(plan.heldBack)),
    outcome.findings.size > 0 && section(stage, stage.say("plan", "findings"), outcome.findings.size, false, () => (
      list("", [...outcome.findings.keys()].map((finding) => findingInWords(finding, wording, true))))),
    outcome.plan.length > 0 && section(stage, stage.say("picture", "heading"), 0, false, () => picture(stage)),
    outcome.plan.length > 0 && section(stage, stage.say("what-if", "heading"), 0, false, () => whatIf(stage)),
    folded("more", stage.say("plan", "where-from"),
      () => element("p", { class: "faint" }, wording.texts.text("rulebook", "source"))),
  ];
}

/** How many the plan has that is being made; a part has the same id in every language. */
let sections = 0;

/** A part of the plan under its heading, which unfolds it. @param {Stage} stage @param {string} heading
 * @param {number} count of what is in it, 0 where that is not said @param {boolean} isOpen @param {() => Child} made
 * @returns {HTMLElement} */
function section(stage, heading, count, isOpen, made) {
  sections += 1;
  const [id, within] = [`part-${sections}`, `within-${sections}`];
  const body = element("div", { id: within });
  /** @param {boolean} opens */
  const unfold = (opens) => {
    if (opens && !body.childElementCount) body.append(...flat([made()]));
    body.hidden = !opens;
    head.setAttribute("aria-expanded", String(opens));
  };
  const head = element("button", {
    type: "button", class: "unfold", id, "aria-controls": within, click: () => unfold(Boolean(body.hidden)),
  }, heading, count > 0 && element("span", { class: "how-many" }, stage.say("plan", "how-many", { count })));
  unfold(isOpen);
  return element("section", { class: "part", "aria-labelledby": id }, element("h2", {}, head), body);
}

/** That the plan may still change, by what, and the way back to the questions. @param {Stage} stage */
function provisional(stage) {
  const open = stage.consultation.outcome.openQuestions;
  return element("div", { class: "note" },
    element("details", {}, element("summary", {}, stage.say("plan", "open-topics", { count: open.length })),
      element("p", {}, stage.say("plan", "provisional")),
      list("", open.map((question) => stage.topic(question)))),
    button("quiet", stage.say("plan", "resume", { minutes: stage.consultation.minutes }), () => stage.goOn()));
}
