/** What is put on paper: the page's own print, and that of the browser's menu, are the same sheet. */

/** @import { Child } from "./dom.js" */
/** @import { Stage } from "./stage.js" */

import { element, flat, list } from "./dom.js";
import { dayHere } from "./engine/calendar.js";
import { findingInWords } from "./engine/phrasing.js";
import { dayInWords } from "./engine/number_words.js";
import { toldPlan } from "./engine/plan_words.js";
import { firstSentence } from "./first_sentence.js";
import { callsOf } from "./help_view.js";

/** @import { ToldAction, ToldHelpLine } from "./engine/plan_words.js" */

/** The phase of what is better not done: it is kept in sight, and never ticked. */
export const NOT_TO_DO = "avoid";

const UNTIL_1970 = 719_163;

/** What is printed instead of the plan, once. @type {HTMLElement | null} */
let instead = null;

/** Prints this and nothing else. @param {HTMLElement} one */
export function printed(one) {
  instead = one;
  print();
}

/** Has whatever is printed be the sheet, as long as there is anything to print. @param {() => Stage} shown */
export function printsSheets(shown) {
  const sheet = element("div", { id: "sheet" });
  const made = () => {
    const stage = shown();
    if (!stage.consultation.course.answers.size && !instead) return;
    sheet.replaceChildren(...flat([instead ?? sheetParts(stage)]));
    document.body.append(sheet);
  };
  addEventListener("beforeprint", made);
  addEventListener("afterprint", () => {
    instead = null;
    sheet.remove();
  });
}

/** On the first page the answers, what they amount to and what comes first; after it the plan.
 * @param {Stage} stage @returns {Child[]} */
function sheetParts(stage) {
  const { wording, consultation: { outcome, done } } = stage;
  const plan = toldPlan(outcome, wording);
  const findings = [...outcome.findings.keys()].map((finding) => findingInWords(finding, wording, true));
  const made = dayInWords(dayHere(new Date()) + UNTIL_1970, wording);
  const not = new Set(outcome.plan.filter(({ action }) => action.phase === NOT_TO_DO).map(({ action }) => action.id));
  /** @param {ToldAction} action */
  const mark = ({ id }) => element("span", { class: not.has(id) ? "dash" : done.has(id) ? "box full" : "box" });
  /** @param {ToldAction} action */
  const told = (action) => element("article", {}, element("h3", {}, mark(action), action.title),
    list("steps", action.steps), action.helpLines.length > 0 && list("", action.helpLines.map(lineOf)),
    action.done && element("p", { class: "done" }, stage.say("plan", "done"), action.done));
  return [
    element("h1", {}, stage.say("plan", outcome.complete ? "heading" : "so-far")),
    element("p", { class: "faint" }, stage.say("print", "made", { date: made })),
    callsOf(outcome, wording),
    element("section", { class: "columns" },
      element("div", {}, element("h2", {}, stage.say("plan", "answers")), element("dl", {},
        plan.answers.map(({ topic, answer }) => [element("dt", {}, topic), element("dd", {}, answer)]))),
      findings.length > 0 && element("div", {}, element("h2", {}, stage.say("plan", "findings")), list("", findings))),
    plan.firstSteps.length > 0 && element("section", {},
      element("h2", {}, stage.say("plan", "first")),
      list("", plan.firstSteps.map(({ title, steps: [step] }) => [
        element("b", {}, title), ` ${firstSentence(`${step ?? ""}`)[0]}`]))),
    plan.phases.map(({ heading, own, basics }) => element("section", {},
      element("h2", {}, heading), element("div", { class: "newspaper" }, [...own, ...basics].map(told)))),
    element("p", { class: "faint" }, plan.source),
  ];
}

/** @param {ToldHelpLine} line @returns {string} */
const lineOf = ({ name, call, hours }) => [name, call, hours].filter(Boolean).join("  ");
