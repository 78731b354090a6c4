/** Every answer, each with a way to change it. */

/** @import { Child } from "./dom.js" */
/** @import { Question } from "./engine/rulebook.js" */
/** @import { Stage } from "./stage.js" */

import { button, element } from "./dom.js";
import { answerInWords } from "./engine/phrasing.js";

/** @param {Stage} stage @returns {Child[]} */
export function checkScreen(stage) {
  const { consultation: { course, outcome, rulebook, question }, wording } = stage;
  const answered = [...course.answers.keys()].map((name) => /** @type {Question} */ (rulebook.question.get(name)));
  return [
   element("h1", {}, stage.say("check", "heading")),
    element("p", {}, stage.say("check", question ? "intro-open" : "intro")),
    element("dl", { class: "answers" }, answered.map((one) => element("div", {},
      element("dt", {}, stage.topic(one)),
      element("dd", {}, answerInWords(one, outcome.case.given.get(one.id), wording)),
      element("dd", {}, button("plain", stage.say("check", "change"), () => stage.go("question", one.id, true), {
        "aria-label": stage.say("check", "change-of", { topic: stage.topic(one) }), id: `change-${one.position}`,
      }))))),
    element("div", { class: "buttons" },
      button("button", stage.say("check", "go-on"), () => stage.go("plan")),
      question && button("quiet", stage.say("question", "next"), () => stage.goOn())),
  ];
}
