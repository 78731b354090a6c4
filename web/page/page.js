/** The page: one consultation from the first question to the plan, in this window's memory and nowhere else. */

/** @import { Answer } from "./engine/case.js" */
/** @import { Child } from "./dom.js" */
/** @import { Question } from "./engine/rulebook.js" */

import { element, save } from "./dom.js";
import { calendarText, dateOf, dayHere, dayOf, dueFollowUps, followUps, needsADay } from "./engine/calendar.js";
import { caseDocument } from "./engine/case_file.js";
import { compare } from "./engine/comparison.js";
import { toldComparison } from "./engine/comparison_words.js";
import { begun } from "./engine/course.js";
import { markdownText } from "./engine/markdown.js";
import { consult } from "./engine/outcome.js";
import { answerInWords } from "./engine/phrasing.js";
import { prepared } from "./engine/prospect.js";
import { Rulebook } from "./engine/rulebook.js";
import { traceJson } from "./engine/trace.js";
import { answeredWording } from "./engine/value_words.js";
import { Wording } from "./engine/wording.js";
import { alarmSections, comparisonSections, planSections } from "./plan_view.js";
import { answerIn, boundsInWords, questionFields } from "./question_view.js";

const AT_A_TIME = 8;
const ESCAPES_WITHIN = 2_000;
const MOST_HINGING = 3;

const published = JSON.parse(document.getElementById("rulebook")?.textContent ?? "{}");
const rulebook = new Rulebook(published.rulebook, published.engine);
const wording = new Wording(published.language, published.texts, published.phrases, published.wording);
const main = /** @type {HTMLElement} */ (document.getElementById("main"));

let course = begun(rulebook);
/** @type {Set<string>} */
let ticked = new Set();
let isAlarmTold = false;

/** @param {string} section @param {string} name @param {Readonly<Record<string, unknown>>} [blanks] */
const say = (section, name, blanks) => wording.say(section, name, blanks);
/** @param {Question} question */
const topicOf = (question) => wording.texts.text("questions", question.id, "topic");

/** @param {string} look @param {string} label @param {() => void} press */
const button = (look, label, press) => element("button", { type: "button", class: look, click: press }, label);

/** Shows what belongs together on one screen, and begins at its heading. @param {...Child} parts */
function show(...parts) {
  main.replaceChildren(element("div", {}, ...parts));
  const heading = main.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
  scrollTo(0, 0);
}

/** What comes next: what is urgent once, then questions, then the answers to be checked. */
function goOn() {
  if (course.outcome.alarmed && !isAlarmTold) showAlarm();
  else if (course.question) showQuestion(course.question, false);
  else showCheck();
}

/** @param {Question} question @param {boolean} changing an answer given before @param {string} wrong */
function showQuestion(question, changing, wrong = "") {
  const number = course.answers.size + 1;
  const progress = element("span", {}, changing
    ? say("question", "progress-again", { number: course.asked.indexOf(question.id) + 1 })
    : say("question", "progress-first", { number }));
  const back = [...course.answers.keys()].at(-1);
  const form = element("form", { novalidate: true, submit: (event) => {
    event.preventDefault();
    const given = answerIn(question, form);
    if ("wrong" in given) {
      showQuestion(question, changing, given.wrong);
      return;
    }
    course = course.answered(question.id, given.answer);
    if (!course.outcome.alarmed) isAlarmTold = false;
    goOn();
  } },
  element("p", { class: "progress" }, progress),
  wrong && element("div", { class: "wrong", role: "alert" }, element("h2", {}, say("question", "wrong")),
    element("p", { id: "wrong" }, say("question", wrong, boundsInWords(question, wording)))),
  questionFields(question, course.given.get(question.id), wording, "", element("h1", {},
    wording.texts.text("questions", question.id, "ask")),
  answeredWording(wording, rulebook, course.outcome.case.facts)),
  element("div", { class: "buttons" },
    element("button", { class: "button" }, say("question", changing ? "save" : "next")),
    changing ? button("quiet", say("question", "cancel"), showCheck)
      : button("quiet", say("question", "back"), back === undefined ? showStart
        : () => showQuestion(/** @type {Question} */ (rulebook.question.get(back)), true))));
  show(form, whyAsked(question),
    course.answers.size > 0 && element("p", {}, button("quiet", say("question", "so-far"), showPlan)));
  // How many more there may be takes longer to tell than what is asked next.
  if (!changing && number > 1) setTimeout(() => {
    if (!progress.isConnected) return;
    const more = course.further;
    progress.textContent = say("question", more ? "progress" : "progress-last", { number, more });
  });
  if (wrong) {
    form.querySelector("fieldset")?.setAttribute("aria-describedby", "wrong");
    for (const input of form.querySelectorAll("input")) input.setAttribute("aria-invalid", "true");
  }
}

/** Why a question is asked, and what hangs on it; told when somebody asks. @param {Question} question */
function whyAsked(question) {
  const why = element("details", { class: "why", toggle: () => {
    if (why.childElementCount > 2) return;
    const hinging = course.hinging(question.id);
    const more = hinging.length - MOST_HINGING;
    why.append(element("p", {}, say("question", hinging.length ? "hinges" : "hinges-on-nothing")),
      element("ul", {}, hinging.slice(0, MOST_HINGING)
        .map((action) => element("li", {}, wording.texts.text("actions", action.id, "title")))));
    if (more > 0) why.append(element("p", {}, say("question", "more", { count: more })));
  } }, element("summary", {}, say("question", "why-asked")),
  element("p", {}, wording.texts.text("questions", question.id, "why")));
  return why;
}

function showAlarm() {
  isAlarmTold = true;
  const { calls, actions, invitation } = alarmSections(course.outcome, wording);
  const more = course.question ? course.further + 1 : 0;
  const by = rulebook.question.get(course.alarmedBy ?? "");
  show(element("h1", {}, say("alarm", "heading")), element("p", { class: "lead" }, say("alarm", "intro")), calls,
    element("section", { class: "options", "aria-labelledby": "options" },
      element("h2", { id: "options" }, say("alarm", "options")),
      element("p", {}, button("quiet", say("alarm", "list"), showPlan)),
      more > 0 && element("p", {}, invitation),
      element("p", {}, button("quiet", more ? say("alarm", "go-on", { more }) : say("check", "heading"), goOn)),
      by && element("p", {}, button("quiet", say("alarm", "change"), () => showQuestion(by, true)))),
    actions);
}

function showCheck() {
  const answered = [...course.answers].map(([name]) => /** @type {Question} */ (rulebook.question.get(name)));
  show(element("h1", {}, say("check", "heading")), element("p", {}, say("check", "intro")),
    element("dl", {}, answered.flatMap((question) => [
      element("dt", {}, topicOf(question)),
      element("dd", {}, answerInWords(question, course.outcome.case.given.get(question.id), wording), " ",
        element("button", {
          type: "button", class: "quiet", "aria-label": say("check", "change-of", { topic: topicOf(question) }),
          click: () => showQuestion(question, true),
        }, say("check", "change"))),
    ])),
    element("div", { class: "buttons" }, button("button", say("check", "go-on"), showPlan)));
}

function showPlan() {
  const { outcome } = course;
  const open = outcome.openQuestions;
  show(element("h1", {}, say("plan", outcome.complete ? "heading" : "so-far")),
    outcome.alarmed && alarmSections(outcome, wording).calls,
    open.length > 0 && element("div", { class: "provisional" }, element("p", {}, say("plan", "provisional")),
      element("details", {}, element("summary", {}, say("plan", "open-topics", { count: open.length })),
        element("ul", {}, open.map((question) => element("li", {}, topicOf(question))))),
      element("p", {}, button("button", say("plan", "go-on"), goOn))),
    planSections(outcome, wording, ticked),
    takeSection(), whatIfSection(),
    element("section", { class: "screen" },
      element("p", {}, button("quiet", say("plan", "change"), showCheck)),
      element("h2", {}, say("end", "heading")), element("p", {}, say("end", "text")),
      button("quiet", say("end", "end"), leave)),
    element("p", { class: "faint" }, wording.texts.text("rulebook", "source")));
}

/** What can be kept: files that are saved on this device. */
function takeSection() {
  const { outcome } = course;
  const { id } = rulebook;
  const saved = () => {
    const today = dateOf(dayHere(new Date()));
    const done = rulebook.actions.filter((action) => ticked.has(action.id)).map((action) => (
      /** @type {const} */ ([action.id, today])));
    return caseDocument(rulebook, course.given, { done: new Map(done), date: today });
  };
  return element("section", { class: "screen", "aria-labelledby": "take" },
    element("h2", { id: "take" }, say("take", "heading")), element("p", {}, say("take", "private")),
    element("div", { class: "buttons" },
      button("quiet", say("take", "print-now"), () => print()),
      button("quiet", say("take", "markdown"), () => save(`${id}.md`, "text/markdown", markdownText(outcome, wording))),
      button("quiet", say("take", "json"), () => save(`${id}.json`, "application/json", traceJson(outcome, wording))),
      button("quiet", say("take", "answers"), () => save(`${id}.yaml`, "application/yaml", saved()))),
    followUps(outcome).length > 0 && calendarForm());
}

function calendarForm() {
  const { outcome } = course;
  const day = element("input", { type: "date", id: "day", name: "day" });
  return element("form", { submit: (event) => {
    event.preventDefault();
    const now = new Date();
    const chosen = day.value ? dayOf(day.value) : null;
    if (!dueFollowUps(outcome, dayHere(now), chosen).length) return;
    save("reminders.ics", "text/calendar", calendarText(outcome, wording, now, dayHere(now), chosen));
  } }, element("h3", {}, say("take", "calendar")), element("p", {}, say("take", "calendar-what")),
  needsADay(outcome) && element("p", {}, element("label", { for: "day" }, say("take", "day")), " ", day),
  element("button", { class: "quiet" }, say("take", "calendar-get")));
}

function whatIfSection() {
  const tried = element("div", { "aria-live": "polite" });
  const fields = element("form", { submit: (event) => {
    event.preventDefault();
    const question = rulebook.question.get(choice.value);
    const given = question && answerIn(question, fields);
    if (!question || !given || "wrong" in given) return;
    /** @type {Map<string, Answer>} */
    const answers = new Map([...course.answers, [question.id, given.answer]]);
    const sections = toldComparison(compare(course.outcome, consult(rulebook, answers)), wording);
    tried.replaceChildren(element("h3", {}, say("what-if", "compared")), ...comparisonSections(sections));
  } });
  const choice = element("select", { id: "which", change: () => {
    const question = rulebook.question.get(choice.value);
    tried.replaceChildren();
    fields.replaceChildren(...(question ? [
      questionFields(question, course.given.get(question.id), wording, "if-", element("span", {}, topicOf(question))),
      element("button", { class: "quiet" }, say("what-if", "compare")),
    ] : []));
  } }, element("option", { value: "" }, say("what-if", "topics")),
  rulebook.questions.filter((one) => course.answers.has(one.id))
    .map((one) => element("option", { value: one.id }, topicOf(one))));
  return element("section", { class: "screen", "aria-labelledby": "what-if" },
    element("h2", { id: "what-if" }, say("what-if", "heading")),
    element("p", {}, element("label", { for: "which" }, say("what-if", "which"))), choice, fields, tried);
}

function showStart() {
  show(element("h1", {}, wording.texts.text("rulebook", "title")),
    element("p", { class: "lead" }, wording.texts.text("rulebook", "about")),
    element("p", {}, say("start", "danger")),
    button("button", say("start", course.answers.size ? "go-on" : "begin"), goOn));
}

/** Everything is dropped, and nothing of the subject stays in sight. */
function leave() {
  course = begun(rulebook);
  ticked = new Set();
  document.getElementById("rulebook")?.remove();
  document.title = say("tea", "title");
  document.body.replaceChildren(element("main", {}, element("h1", {}, say("tea", "heading")),
    element("p", {}, say("tea", "intro")),
    element("ol", {}, [1, 2, 3, 4].map((step) => element("li", {}, say("tea", `step-${step}`))))));
}

/** @type {number[]} */
let escapes = [];
document.addEventListener("keydown", ({ key, timeStamp }) => {
  escapes = key === "Escape" ? [...escapes.filter((then) => timeStamp - then < ESCAPES_WITHIN), timeStamp] : [];
  if (escapes.length > 2) leave();
});

/** Makes the rest ready while the first page is read, a little at a time. */
function makeReady() {
  const until = performance.now() + AT_A_TIME;
  if (!prepared(rulebook, () => performance.now() > until)) setTimeout(makeReady);
}

const out = document.getElementById("leave");
out?.removeAttribute("hidden");
out?.addEventListener("click", leave);
main.querySelector("#begin")?.replaceWith(button("button", say("start", "begin"), goOn));
setTimeout(makeReady);
