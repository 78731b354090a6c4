/** Cards: actions of a plan that are opened, ticked, and folded once they are done. */

/** @import { Child } from "./dom.js" */
/** @import { Outcome } from "./engine/outcome.js" */
/** @import { ToldAction } from "./engine/plan_words.js" */
/** @import { Stage } from "./stage.js" */

import { element, folded, list } from "./dom.js";
import { draftParts } from "./draft_view.js";
import { firstSentence } from "./first_sentence.js";
import { helpOf } from "./help_view.js";
import { whyOf } from "./reason_view.js";

/** How many steps below its first sentence a card shows at once: three cards lie open, and a phone is small. */
const MOST_STEPS = 2;

/**
 * How a card is there: whether it is open at first, can be ticked or says that it is better not done, whether its head
 * says how it begins, and what happens once it is ticked.
 * @typedef {{
 *   open: boolean, mark: "tick" | "not" | "none", says: boolean, ticked?: () => void, level?: "h2" | "h3",
 * }} CardForm
 */

/** @param {Stage} stage @param {Outcome} outcome @param {ToldAction} action @param {CardForm} form
 * @returns {HTMLElement} */
export function actionCard(stage, outcome, action, form) {
  const { consultation } = stage;
  const { id, rank, title } = action;
  const [first, ...others] = action.steps;
  /** @type {[string, Child]} */
  const [sentence, rest] = form.says && first?.isPlain ? firstSentence(`${first}`) : ["", first];
  const heading = element("span", { class: "title" }, title);
  const head = element("button", {
    type: "button", class: "head", id: `head-${rank}`, "aria-controls": `body-${rank}`,
    click: () => unfold(Boolean(body.hidden)),
  }, element("span", {}, heading, action.basic && element("span", { class: "basic" }, stage.say("plan", "basic")),
    sentence && element("span", { class: "sentence" }, sentence)));
  const body = element("div", { class: "body", id: `body-${rank}` });
  /** @param {boolean} isOpen */
  const unfold = (isOpen) => {
    if (isOpen && !body.childElementCount) {
      body.append(...contentOf(stage, outcome, action, [rest, ...others].filter(Boolean)));
    }
    body.hidden = !isOpen;
    head.setAttribute("aria-expanded", String(isOpen));
  };
  const tick = form.mark === "tick" ? element("input", {
    type: "checkbox", id: `tick-${rank}`, checked: consultation.done.has(id), autocomplete: "off",
    "aria-label": stage.say("plan", "tick-of", { title }),
    change: () => {
      consultation.tick(id, new Date());
      shown();
      if (consultation.done.has(id)) unfold(false);
      form.ticked?.();
    },
  }) : form.mark === "not" && element("span", { class: "not", "aria-hidden": "true" });
  const card = element("article", { class: "card", id: `card-${rank}`, "aria-labelledby": `head-${rank}` },
    element("div", { class: "top" }, tick, element(form.level ?? "h3", {}, head)), body);
  const shown = () => card.classList.toggle("ticked", consultation.done.has(id));
  shown();
  unfold(form.open && !consultation.done.has(id));
  return card;
}

/** @param {Stage} stage @param {Outcome} outcome @param {ToldAction} action @param {readonly Child[]} steps
 * @returns {HTMLElement[]} */
function contentOf(stage, outcome, action, steps) {
  const { wording } = stage;
  const more = steps.slice(MOST_STEPS);
  /** @type {Child[]} */
  const parts = [
    steps.length > 0 && list("steps", steps.slice(0, MOST_STEPS)),
    element("div", { class: "mores" },
      more.length > 0 && folded("more", stage.say("plan", "more-steps", { count: more.length }),
        () => list("steps", more)),
      action.done !== "" && folded("more", stage.say("plan", "done-when"),
        () => element("p", {}, action.done)),
      action.helpLines.length > 0
        && folded("more", stage.say("plan", "help-lines"), () => helpOf(action.helpLines, wording)),
      action.drafts.map((draft, at) => folded("more draft", stage.say("plan", "draft") + draft.title,
        () => draftParts(stage, draft, `blank-${action.rank}-${at}`))),
      whyOf(action, outcome, wording),
      element("span", { class: "cites" }, action.cited)),
  ];
  return [element("div", {}, parts)];
}
