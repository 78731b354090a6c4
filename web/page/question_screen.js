/** One question: what is asked, why, how far one is, and the ways on and back. */

/** @import { Child } from "./dom.js" */
/** @import { Answer } from "./engine/case.js" */
/** @import { Question } from "./engine/rulebook.js" */
/** @import { Stage } from "./stage.js" */

import { button, element, folded, list } from "./dom.js";
import { answeredWording } from "./engine/value_words.js";
import { littleByLittle, onceReady, whenReady } from "./readiness.js";
import { passesOverSecondTap } from "./second_tap.js";
import { alarmInWords } from "./help_view.js";
import { answerIn, boundsInWords, questionFields } from "./question_view.js";

const MOST_HINGING = 3;

/**
 * @param {Stage} stage @param {string} id of the question @param {boolean} isAgain whether an answer given before is
 * changed @param {string} wrong the name of what is wrong with the answer, or empty @returns {Child[]}
 */
export function questionScreen(stage, id, isAgain = false, wrong = "") {
  const { consultation, wording } = stage;
  const { outcome, rulebook } = consultation;
  const question = /** @type {Question} */ (rulebook.question.get(id));
  const back = consultation.before(id);
  const onward = element("button", { class: "button" }, stage.say("question", isAgain ? "save" : "next"));
  const form = element("form", { novalidate: true, change: () => whenReady(rulebook, () => {
    // Between choosing an answer and going on there is time to think of what follows.
    const given = form.isConnected ? answerIn(question, form) : { wrong: "" };
    if ("answer" in given) littleByLittle(foresees(stage, id, given.answer, form), () => {});
  }), submit: (event) => {
    event.preventDefault();
    const given = answerIn(question, form);
    if ("wrong" in given) {
      stage.goAsItIs("question", id, isAgain, given.wrong);
      return;
    }
    onceReady(rulebook, () => {
      form.setAttribute("aria-busy", "true");
      onward.disabled = true;
      onward.textContent = stage.say("start", "loading");
    }, () => {
      if (!form.isConnected) return;
      consultation.answer(id, given.answer);
      stage.goOn(isAgain ? "" : id);
    });
  } },
  wrong && element("div", { class: "wrong", role: "alert", "aria-labelledby": "wrong-heading" },
    element("h2", { id: "wrong-heading" }, stage.say("question", "wrong")),
    element("p", { id: "wrong" }, element("a", { href: "#fields", click: (event) => {
      event.preventDefault();
      form.querySelector("input")?.focus();
    } }, stage.say("question", wrong, boundsInWords(question, wording))))),
  questionFields(question, consultation.course.given.get(id), wording, "", element("h1", {},
    wording.texts.text("questions", id, "ask")), answeredWording(wording, rulebook, outcome.case.facts)),
  element("div", { class: "buttons" },
    onward,
    isAgain ? button("quiet", stage.say("question", "cancel"), () => stage.go("check"))
      : button("quiet", stage.say("question", "back"), () => (
        back ? stage.go("question", back.id) : stage.go("start")))));
  passesOverSecondTap(form);
  if (wrong) {
    form.querySelector("fieldset")?.setAttribute("aria-invalid", "true");
    for (const input of form.querySelectorAll("input")) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", "wrong");
    }
  }
  return [
    progress(stage, question, isAgain), form, whyAsked(stage, question),
    consultation.course.answers.size > 0
      && element("p", { class: "aside" }, button("plain", stage.say("question", "so-far"), () => stage.go("plan"))),
  ];
}

/** Thinks in small steps of what follows, as long as the form is there. @param {Stage} stage @param {string} id
 * @param {Answer} given @param {HTMLFormElement} form @returns {Iterator<void>} */
function* foresees({ consultation, wording }, id, given, form) {
  const course = form.isConnected ? consultation.foreseen(id, given) : null;
  yield;
  if (!course || !form.isConnected) return;
  const { alarmed } = course.outcome;
  yield;
  if (!form.isConnected) return;
  if (alarmed) {
    alarmInWords(course.outcome, wording);
    yield;
    if (form.isConnected) void course.alarmedBy;
  } else if (!consultation.areFirstStepsTold) void course.outcome.firstStepsCertain;
}

/** How far one is, and about how long it takes from here. @param {Stage} stage @param {Question} question
 * @param {boolean} isAgain */
function progress(stage, question, isAgain) {
  const { consultation } = stage;
  const review = consultation.review !== null && consultation.review.ahead.includes(question);
  const number = consultation.course.asked.indexOf(question.id) + 1;
  const told = element("p", { class: "progress" }, review ? stage.say("return", "progress")
    : stage.say("question", isAgain ? "progress-again" : "progress-first", { number }));
  const meter = element("progress", { class: "meter", max: 1, value: 0, "aria-hidden": "true" });
  // How many more there may be takes longer to tell than what is asked next, and nobody waits for it.
  const shown = () => {
    if (!told.isConnected) return;
    const { ahead, minutes } = consultation;
    meter.value = 1 - ahead / (ahead + (consultation.review ?? consultation.course).asked.length - 1 || 1);
    if (review) told.textContent = stage.say("return", "progress-more", { more: ahead });
    else told.textContent = stage.say("question", ahead > 1 ? "minutes" : "progress-last", { number, minutes });
  };
  if (!isAgain) {
    whenReady(consultation.rulebook, () => littleByLittle(consultation.looksAhead(() => told.isConnected), shown));
  }
  return element("div", { class: "way" }, told, !isAgain && meter);
}

/** Why a question is asked, and what hangs on it; told when somebody asks. @param {Stage} stage
 * @param {Question} question */
const whyAsked = ({ consultation, wording }, question) => folded("more why",
  wording.say("question", "why-asked"), () => {
    const hinging = consultation.course.hinging(question.id);
    const more = hinging.length - MOST_HINGING;
    const why = wording.texts.get("questions", question.id, "why");
    return [
      why && element("p", {}, why),
      element("p", {}, wording.say("question", hinging.length ? "hinges" : "hinges-on-nothing")),
      list("", hinging.slice(0, MOST_HINGING).map((action) => wording.texts.text("actions", action.id, "title"))),
      more > 0 && element("p", {}, wording.say("question", "more", { count: more })),
    ];
  });
