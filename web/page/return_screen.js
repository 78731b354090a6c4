/** The way back: a file was opened, and one goes on with it. */

/** @import { Child } from "./dom.js" */
/** @import { Unfit } from "./engine/case_file.js" */
/** @import { Stage } from "./stage.js" */

import { button, element, list } from "./dom.js";
import { dayNumber } from "./engine/day.js";
import { dayInWords } from "./engine/number_words.js";
import { alarmQuestions, questionsToReview } from "./engine/review.js";
import { passphraseField } from "./passphrase_view.js";
import { openedSeal } from "./seal.js";
import { opened } from "./start_screen.js";

/** @param {Stage} stage @param {readonly [Unfit, string][]} dropped what of the file does not fit any more
 * @returns {Child[]} */
export function returnScreen(stage, dropped) {
  const { consultation, wording } = stage;
  // Where what one said of danger is gone, that is asked before anything is shown.
  const urgent = alarmQuestions(consultation.rulebook);
  const isAskedFirst = consultation.question !== null
    && dropped.some(([what, key]) => what === "answer" && urgent.has(key));
  const count = questionsToReview(consultation.rulebook, consultation.course.answers).length;
  const day = dayNumber(consultation.case?.date ?? "");
  return [
    element("h1", {}, stage.say("return", "heading")),
    element("p", {}, day === null ? stage.say("return", "since")
      : stage.say("return", "since-day", { day: dayInWords(day, wording) })),
    dropped.length > 0 && element("div", { class: "note" },
      element("p", {}, stage.say("return", "dropped", { count: dropped.length })),
      list("", droppedInWords(stage, dropped))),
    isAskedFirst ? element("div", { class: "buttons" }, button("button",
      stage.say("plan", "resume", { minutes: consultation.minutes }), () => stage.goOn())) : [
    count > 0 && element("p", {}, stage.say("return", "how", { count })),
    element("div", { class: "buttons" },
      count > 0 && button("button", stage.say("return", "look-again"), () => {
        consultation.lookAgain();
        stage.goOn();
      }),
      button(count > 0 ? "quiet" : "button", stage.say("return", "list"), () => stage.go("plan")))],
  ];
}

/** What does not fit any more, in words; what they are alike is told once. @param {Stage} stage
 * @param {readonly [Unfit, string][]} dropped @returns {string[]} */
function droppedInWords(stage, dropped) {
  const { wording, consultation: { rulebook } } = stage;
  return [...new Set(dropped.map(([what, key]) => {
    const question = rulebook.question.get(key);
    const name = question ? stage.topic(question) : rulebook.action.has(key)
      ? wording.texts.text("actions", key, "title") : "";
    return stage.say("return", `dropped-${what}`, { name });
  }))];
}

/** The file is no case, and why. @param {Stage} stage @param {string} why @param {number} line @returns {Child[]} */
export const unreadableScreen = (stage, why, line) => [
  element("h1", {}, stage.say("return", "wrong")),
  element("p", {}, stage.say("return", why, { line })),
  element("div", { class: "buttons" }, button("button", stage.say("return", "begin"), () => stage.go("start"))),
];

/** The file is sealed: its passphrase is asked for. @param {Stage} stage @param {string} text
 * @param {string} wrong the name of what is wrong, or empty @returns {Child[]} */
export function sealedScreen(stage, text, wrong = "") {
  const canOpen = Boolean(globalThis.crypto?.subtle);
  const phrase = passphraseField(wrong !== "", wrong && "wrong");
  const open = element("button", { class: "button" }, stage.say("seal", "open"));
  return [
    element("h1", {}, stage.say("seal", "heading")),
    wrong && element("div", { class: "wrong", role: "alert" },
      element("h2", {}, stage.say("question", "wrong")), element("p", { id: "wrong" }, stage.say("seal", wrong))),
    canOpen ? element("form", { submit: async (event) => {
      event.preventDefault();
      open.disabled = true;
      const plain = await openedSeal(text, phrase.value);
      if (plain === null) stage.go("sealed", text, "wrong");
      else opened(stage, plain);
    } },
    element("p", {}, element("label", { for: "passphrase" }, stage.say("seal", "passphrase"))), phrase,
    element("div", { class: "buttons" }, open, button("quiet", stage.say("return", "begin"), () => stage.go("start"))))
      : [element("p", {}, stage.say("seal", "not-here")),
        element("div", { class: "buttons" }, button("button", stage.say("return", "begin"), () => stage.go("start")))],
  ];
}
