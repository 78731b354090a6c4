/** What has become of the plan since somebody was here: what is new, no longer right, done, and what still stands. */

/** @import { Child } from "./dom.js" */
/** @import { Stage } from "./stage.js" */
/** @import { Review } from "./engine/review.js" */

import { button, element, list } from "./dom.js";
import { actionCard } from "./card.js";
import { toldReview } from "./engine/review_words.js";
import { answeredWording } from "./engine/value_words.js";
import { becauseList } from "./reason_view.js";

/** @param {Stage} stage @returns {Child[]} */
export function reviewScreen(stage) {
  const { consultation } = stage;
  const { outcome } = consultation;
  const wording = answeredWording(stage.wording, outcome.rulebook, outcome.case.facts);
  const { before } = /** @type {Review} */ (consultation.review);
  const told = toldReview(before, outcome, consultation.done, wording);
  /** @param {string} name @param {Child} content @param {boolean} is */
  const part = (name, content, is) => is && element("section", { class: `part ${name}`, "aria-labelledby": name },
    element("h2", { id: name }, stage.say("review", name)), content);
  return [
   element("h1", {}, stage.say("review", "changes")),
    told.changes.length ? list("changes", told.changes) : element("p", {}, stage.say("review", "unchanged")),
    !told.fresh.length && !told.noLonger.length && element("p", {}, stage.say("review", "same-plan")),
    part("new", told.fresh.map(({ action, because }) => [
      actionCard(stage, outcome, action, { open: false, mark: "none", says: true }),
      becauseList(because)]), told.fresh.length > 0),
    part("no-longer", told.noLonger.map(({ title, against, lapsed }) => element("div", { class: "group" },
      element("h3", {}, title),
      against.length > 0 && [element("p", { class: "label" }, stage.say("review", "against")), becauseList(against)],
      lapsed.length > 0 && [
        element("p", { class: "label" }, stage.say("review", "lapsed")),
        lapsed.map(({ reason, grounds }) => [becauseList([reason]), list("grounds", grounds)])])),
    told.noLonger.length > 0),
    part("done", list("ticks", told.done.map(({ title, on }) => stage.say("review", "done-on", { title, day: on }))),
      told.done.length > 0),
    part("kept", list("titles", told.kept.map(({ title, added }) => [
      title, added.length > 0 && [element("p", { class: "label" }, stage.say("review", "added")), list("", added)],
    ])),
    told.kept.length > 0),
    element("div", { class: "buttons" }, button("button", stage.say("return", "list"), () => stage.go("plan"))),
  ];
}
