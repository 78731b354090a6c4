/** What is urgent comes before anything else: whom to call, and that one may stop here. */

/** @import { Child } from "./dom.js" */
/** @import { Stage } from "./stage.js" */

import { button, element } from "./dom.js";
import { actionCard } from "./card.js";
import { alarmInWords, callsOf } from "./help_view.js";

/** @param {Stage} stage @returns {Child[]} */
export function alarmScreen(stage) {
  const { consultation, wording } = stage;
  const { outcome } = consultation;
  consultation.isAlarmTold = true;
  const { invitation } = alarmInWords(outcome, wording);
  const by = consultation.course.alarmedBy;
  const isMore = consultation.question !== null;
  return [
    element("h1", {}, stage.say("alarm", "heading")),
    element("p", { class: "lead" }, stage.say("alarm", "intro")),
    callsOf(outcome, wording),
    urgent(stage),
    element("section", { class: "options", "aria-labelledby": "options" },
      element("h2", { id: "options" }, stage.say("alarm", "options")),
      isMore && element("p", {}, invitation),
      element("div", { class: "buttons" },
        button("quiet", stage.say("alarm", "stop"), () => stage.go("stopped")),
        button("quiet", isMore ? stage.say("alarm", "more", { minutes: consultation.minutes })
          : stage.say("check", "heading"), () => stage.goOn()),
        button("plain", stage.say("alarm", "list"), () => stage.go("plan")),
        by && button("plain", stage.say("alarm", "change"), () => stage.go("question", by, true)))),
  ];
}

/** Stopping here keeps the numbers in sight. @param {Stage} stage @returns {Child[]} */
export const stoppedScreen = (stage) => [
  element("h1", {}, stage.say("alarm", "stopped")),
  element("p", {}, stage.say("alarm", "stop-note")),
  urgent(stage),
  element("div", { class: "buttons" },
    button("quiet", stage.say("plan", "resume", { minutes: stage.consultation.minutes }), () => stage.goOn()),
    button("plain", stage.say("alarm", "list"), () => stage.go("plan"))),
];

/** @param {Stage} stage @returns {HTMLElement[]} */
function urgent(stage) {
  const { outcome } = stage.consultation;
  return alarmInWords(outcome, stage.wording).actions.map((action, at) => actionCard(stage, outcome, action, {
    open: at === 0, says: true, mark: "none", level: "h2",
  }));
}
