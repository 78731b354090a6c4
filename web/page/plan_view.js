/** The plan on its page: actions with their steps and reasons, what was held back, whom to call. */

/** @import { Outcome } from "./engine/outcome.js" */
/** @import { ComparisonSection } from "./engine/comparison_words.js" */
/** @import { ToldAction, ToldDraft, ToldHelpLine } from "./engine/plan_words.js" */
/** @import { ToldGround, ToldReason } from "./engine/reason_words.js" */
/** @import { Wording } from "./engine/wording.js" */

import { dialled, element } from "./dom.js";
import { explain } from "./engine/explanation.js";
import { toldAlarm, toldPlan } from "./engine/plan_words.js";

/**
 * The first steps, the phases and what was held back.
 * @param {Outcome} outcome @param {Wording} wording @param {Set<string>} ticked what is done; ticking changes it
 * @returns {HTMLElement[]}
 */
export function planSections(outcome, wording, ticked) {
  const plan = toldPlan(outcome, wording);
  const nothing = wording.say("plan", plan.open.length ? "nothing-yet" : "nothing");
  if (!outcome.plan.length) return [element("p", {}, nothing)];
  /** @param {ToldAction} action */
  const card = (action) => actionCard(action, outcome, wording, ticked);
  const first = element("nav", { class: "first", "aria-labelledby": "first" },
    element("h2", { id: "first" }, wording.say("plan", "first")),
    element("ol", {}, plan.firstSteps.map((action) => element("li", {},
      element("a", { href: `#action-${action.rank}` }, action.title)))));
  const phases = plan.phases.map((phase, at) => element("section", { class: "phase", "aria-labelledby": `phase-${at}` },
    element("h2", { id: `phase-${at}` }, phase.heading),
    phase.own.map(card),
    phase.basics.length > 0 && element("details", { class: "basics" },
      element("summary", {}, wording.say("plan", "basics"), element("span", { class: "titles" },
        phase.basics.map((action) => element("span", {}, `${action.rank}. ${action.title}`)))),
      phase.basics.map(card))));
  const held = plan.heldBack.length > 0 && element("section", { class: "held", "aria-labelledby": "held" },
    element("h2", { id: "held" }, wording.say("plan", "withheld")),
    plan.heldBack.map(({ titles, because }) => element("div", { class: "group" },
      element("ul", {}, titles.map((title) => element("li", {}, title))),
      element("details", { class: "why" }, element("summary", {}, wording.say("plan", "why-mark")),
        element("ul", { class: "reasons" }, because.map((one) => element("li", {}, one.sentence, one.cited)))))));
  return [...(plan.firstSteps.length ? [first] : []), ...phases, ...(held ? [held] : [])];
}

/** The numbers to call while the alarm stands, and what is urgent. @param {Outcome} outcome @param {Wording} wording
 * @returns {{calls: HTMLElement | null, actions: HTMLElement[], invitation: string}} */
export function alarmSections(outcome, wording) {
  const alarm = toldAlarm(outcome, wording);
  const calls = alarm.calls.length ? element("section", { class: "calls", "aria-labelledby": "calls" },
    element("h2", { id: "calls" }, wording.say("alarm", "calls")),
    element("ul", {}, alarm.calls.map((line) => element("li", {},
      element("span", { class: "name" }, line.name), " ", numberOf(line))))) : null;
  const actions = alarm.actions.map((action) => element("article", { class: "action" },
    element("h2", {}, `${action.rank}. ${action.title}`), contentOf(action, wording)));
  return { calls, actions, invitation: alarm.invitation };
}

/** @param {ToldAction} action @param {Outcome} outcome @param {Wording} wording @param {Set<string>} ticked */
function actionCard(action, outcome, wording, ticked) {
  const { title, id } = action;
  const tick = element("button", {
    type: "button", "aria-label": wording.say("plan", "tick-of", { title }),
    click() {
      if (!ticked.delete(id)) ticked.add(id);
      shown();
    },
  }, element("span", { class: "box", "aria-hidden": "true" }), wording.say("plan", "tick"));
  const shown = () => {
    card.classList.toggle("ticked", ticked.has(id));
    tick.setAttribute("aria-pressed", String(ticked.has(id)));
  };
  const heading = `title-${action.rank}`;
  const card = element("article", { class: "action", id: `action-${action.rank}`, "aria-labelledby": heading },
    element("h3", { id: heading }, element("span", { class: "rank" }, `${action.rank}.`), ` ${title} `,
      action.basic && element("span", { class: "basic" }, wording.say("plan", "basic")),
      element("span", { class: "cites" }, action.cited)),
    contentOf(action, wording),
    element("p", { class: "tick" }, tick),
    whyOf(action, outcome, wording));
  shown();
  return card;
}

/** Why an action is there; told when somebody asks. @param {ToldAction} action @param {Outcome} outcome
 * @param {Wording} wording */
function whyOf(action, outcome, wording) {
  const why = element("details", { class: "why", toggle: () => {
    if (why.childElementCount > 1) return;
    const { parts, further } = explain(outcome, action.id, wording);
    why.append(...parts.flatMap((part) => [element("p", { class: "label" }, part.heading), reasonList(part.reasons)]));
    if (further.length) {
      why.append(element("p", { class: "label" }, wording.say("explain", "further")), groundList(further));
    }
  } }, element("summary", { "aria-label": wording.say("plan", "why-of", { title: action.title }) },
    wording.say("plan", "why-mark")));
  return why;
}

/** @param {ToldAction} action @param {Wording} wording @returns {(HTMLElement | false)[]} */
const contentOf = (action, wording) => [
  element("ul", { class: "steps" }, action.steps.map((step) => element("li", {}, step))),
  draftsOf(action.drafts, wording),
  helpOf(action.helpLines, wording),
  action.done !== "" && element("p", { class: "done" }, element("b", {}, wording.say("plan", "done")), action.done),
];

/** Words to begin with, told when somebody asks. @param {readonly ToldDraft[]} drafts @param {Wording} wording
 * @returns {HTMLElement | false} */
const draftsOf = (drafts, wording) => drafts.length > 0 && element("div", {},
  element("p", { class: "label" }, wording.say("plan", "drafts")),
  drafts.map((draft) => element("details", { class: "draft" }, element("summary", {}, draft.title),
    element("p", { class: "faint" }, draft.form),
    element("blockquote", {}, draft.parts.map((part) => element("p", {}, part))),
    draft.blanks.length > 0 && element("p", { class: "label" }, wording.say("draft", "blanks")),
    draft.blanks.length > 0 && element("ul", {}, draft.blanks.map((blank) => element("li", {},
      wording.say("draft", "blank", { ...blank })))))));

/** @param {readonly ToldHelpLine[]} lines @param {Wording} wording @returns {HTMLElement | false} */
const helpOf = (lines, wording) => lines.length > 0 && element("div", { class: "help" },
  element("p", { class: "label" }, wording.say("plan", "help-lines")),
  element("ul", {}, lines.map((line) => element("li", {},
    element("span", { class: "name" }, line.name), " ", line.call && numberOf(line), " ",
    line.hours && element("span", { class: "faint" }, wording.say("plan", "hours", { hours: line.hours })), " ",
    line.note && element("span", {}, line.note), " ",
    line.url && element("a", { class: "outside", href: line.url, rel: "noreferrer" }, line.url)))),
  element("p", { class: "faint" }, wording.say("plan", "checked", { date: lines[0].checked })));

/** @param {ToldHelpLine} line */
const numberOf = (line) =>
  element("a", { class: "call", href: dialled(line.call), "aria-label": `${line.name} ${line.call}` }, line.call);

/** @param {readonly ToldReason[]} reasons @returns {HTMLElement} */
const reasonList = (reasons) => element("ul", { class: "reasons" }, reasons.map((reason) => element("li", {},
  `${reason.sentence} `, element("span", { class: "cites" }, reason.sections),
  reason.grounds.length > 0 && groundList(reason.grounds))));

/** @param {readonly ToldGround[]} grounds @returns {HTMLElement} */
const groundList = (grounds) => element("ul", {}, grounds.map((ground) => element("li", { class: "ground" },
  ground.sentence, ground.reasons.length > 0 && reasonList(ground.reasons))));

/** What another answer would change. @param {readonly ComparisonSection[]} sections @returns {HTMLElement[]} */
export const comparisonSections = (sections) => sections.flatMap(({ heading, points }) => [
  element("h4", {}, heading),
  element("ul", {}, points.map(({ titles, reasons, steps }) => element("li", {}, titles.join(" · "),
    (reasons.length > 0 || steps.length > 0) && element("ul", {},
      reasons.map((reason) => element("li", {}, `${reason.sentence} `,
        element("span", { class: "cites" }, reason.sections))),
      steps.map((step) => element("li", {}, step.sentence,
        element("ul", {}, step.grounds.map((ground) => element("li", { class: "ground" }, ground)))))))))]);
