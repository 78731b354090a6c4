/** What another answer would change: what comes and what goes; the answers themselves stay as they are. */

/** @import { Child } from "./dom.js" */
/** @import { Comparison } from "./engine/comparison.js" */
/** @import { Answer } from "./engine/case.js" */
/** @import { Stage } from "./stage.js" */

import { element, list } from "./dom.js";
import { compare, isSamePlan } from "./engine/comparison.js";
import { toldComparison } from "./engine/comparison_words.js";
import { consult } from "./engine/outcome.js";
import { answerIn, questionFields } from "./question_view.js";

/** @param {Stage} stage @returns {Child[]} */
export function whatIf(stage) {
  const { consultation: { rulebook, course }, wording } = stage;
  const tried = element("div", { "aria-live": "polite" });
  const form = element("form", { novalidate: true, submit: (event) => {
    event.preventDefault();
    const question = rulebook.question.get(choice.value);
    const given = question && answerIn(question, form);
    if (!question || !given) return;
    if ("wrong" in given) {
      tried.replaceChildren(element("p", {}, stage.say("question", "wrong")));
      return;
    }
    /** @type {Map<string, Answer>} */
    const answers = new Map([...course.answers, [question.id, given.answer]]);
    tried.replaceChildren(...comparison(stage, compare(course.outcome, consult(rulebook, answers))));
  } });
  const choice = element("select", { id: "which", change: () => {
    const question = rulebook.question.get(choice.value);
    tried.replaceChildren();
    form.replaceChildren(...(question ? [
      questionFields(question, course.given.get(question.id), wording, "if-",
        element("span", {}, wording.texts.text("questions", question.id, "ask"))),
      element("button", { class: "quiet" }, stage.say("what-if", "compare")),
    ] : []));
  } }, element("option", { value: "" }, stage.say("what-if", "topics")),
  rulebook.questions.filter((one) => course.answers.has(one.id))
    .map((one) => element("option", { value: one.id }, stage.topic(one))));
  return [element("p", {}, element("label", { for: "which" }, stage.say("what-if", "which"))), choice, form, tried];
}

/** What comes and goes, and only that: where else an action stands, or why, is told by the plan itself.
 * @param {Stage} stage @param {Comparison} shown @returns {HTMLElement[]} */
function comparison(stage, shown) {
  const { comes, goes } = shown;
  const parts = toldComparison({ ...shown, ...NOTHING_ELSE, comes, goes }, stage.wording).slice(1)
    .filter(({ points }) => points.length);
  const nothing = stage.say("what-if", isSamePlan(shown) ? "same" : "same-actions");
  return [
    element("h3", {}, stage.say("what-if", "compared")),
    ...(parts.length ? [] : [element("p", {}, nothing)]),
    ...parts.flatMap(({ heading, points }) => [
      element("h4", {}, heading),
      ...points.map(({ titles, reasons }) => element("div", { class: "group" },
        list("titles", titles),
        list("reasons", reasons.map(({ sentence, sections }) => [
          `${sentence} `, element("span", { class: "cites" }, sections)])))),
    ]),
    element("p", { class: "faint" }, stage.say("what-if", "only-shown")),
  ];
}

/** @type {Pick<Comparison, "own" | "basic" | "led" | "unled" | "steps" | "drafts" | "moves" | "withheld" | "released"
 *   | "established" | "lapsed" | "opened" | "closed">} */
const NOTHING_ELSE = {
  own: [], basic: [], led: [], unled: [], steps: [], drafts: [], moves: [], withheld: [], released: [], established: [],
  lapsed: [], opened: [], closed: [],
};
