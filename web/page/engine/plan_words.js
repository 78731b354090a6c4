/** The plan in words, as one value: what a page or a document has but to set out (engine/telling/plan_words.py). */

/** @import { Offered, Outcome, Planned } from "./outcome.js" */
/** @import { Action, FollowUp, HelpLine, Question, Rule, Rulebook } from "./rulebook.js" */
/** @import { ShapedText } from "./shaped_text.js" */
/** @import { Wording } from "./wording.js" */

import { stripped } from "./control_characters.js";
import { blanksIn } from "./draft_text.js";
import { answerInWords, cited } from "./phrasing.js";
import { heldBack, linesToCall, mayFollow, planPhases, urgentActions } from "./plan_parts.js";
import { BEYOND } from "./rulebook.js";
import { answeredWording } from "./value_words.js";

/**
 * A help line: what to dial, where to read about it, and the date on which that was checked.
 * @typedef {{
 *   id: string, name: string, call: string, url: string, hours: string, note: ShapedText, checked: string,
 * }} ToldHelpLine
 *
 * A draft that is offered: what it is, its form in a line, the texts of its parts, and its blanks with what goes there.
 * @typedef {{
 *   id: string, title: string, form: string, parts: readonly string[], partIds: readonly string[],
 *   blanks: readonly {name: string, text: string}[],
 * }} ToldDraft
 *
 * An action of the plan; `done` says how one knows that it is done, and may be empty. `cited` names the sections that
 * it comes from, in brackets.
 * @typedef {{
 *   id: string, rank: number, basic: boolean, title: string, steps: readonly ShapedText[], done: string,
 *   followUps: readonly string[], helpLines: readonly ToldHelpLine[], cited: string, because: readonly string[],
 *   ledBy: readonly string[], drafts: readonly ToldDraft[],
 * }} ToldAction
 * @typedef {{heading: string, own: readonly ToldAction[], basics: readonly ToldAction[]}} ToldPhase
 * @typedef {{titles: readonly string[], because: readonly {sentence: ShapedText, cited: string}[]}} ToldHeldBack
 *
 * The plan, final where no topic is `open`, with the answers that it rests on. `beyond` tells what it means to go
 * beyond the source, where anything in the plan does.
 * @typedef {{
 *   title: string, alarmed: boolean, open: readonly string[], firstSteps: readonly ToldAction[],
 *   phases: readonly ToldPhase[], heldBack: readonly ToldHeldBack[],
 *   answers: readonly {topic: string, answer: string}[], source: string, beyond: string,
 * }} ToldPlan
 *
 * What comes before everything else, whom to call, and what going on may bring; that is empty at the end.
 * @typedef {{actions: readonly ToldAction[], calls: readonly ToldHelpLine[], invitation: string}} ToldAlarm
 */

/** The plan of an outcome in words. @param {Outcome} outcome @param {Wording} words @returns {ToldPlan} */
export function toldPlan(outcome, words) {
  const { rulebook } = outcome;
  const wording = answeredWording(words, rulebook, outcome.case.facts);
  const { texts } = wording;
  const told = new Map(outcome.plan.map((planned) => [planned, toldAction(outcome, planned, wording)]));
  /** @param {readonly Planned[]} many */
  const all = (many) => many.map((planned) => /** @type {ToldAction} */ (told.get(planned)));
  return {
    title: texts.text("rulebook", "title"),
    alarmed: outcome.alarmed,
    open: outcome.openQuestions.map((question) => texts.text("questions", question.id, "topic")),
    firstSteps: all(outcome.firstSteps),
    phases: planPhases(outcome).map((part) => ({
      heading: texts.text("phases", part.phase), own: all(part.own), basics: all(part.basics),
    })),
    heldBack: heldBack(outcome).map(({ by, held }) => ({
      titles: held.map(({ action }) => texts.text("actions", action.id, "title")),
      because: by.map((name) => {
        const rule = /** @type {Rule} */ (rulebook.rule.get(name));
        return { sentence: wording.shaped("rules", name), cited: cited(rule.cites, wording) };
      }),
    })),
    answers: [...outcome.case.facts].map(([name, answer]) => {
      const question = /** @type {Question} */ (rulebook.question.get(name));
      return { topic: texts.text("questions", name, "topic"), answer: answerInWords(question, answer, wording) };
    }),
    source: texts.text("rulebook", "source"),
    beyond: outcome.plan.some(({ action }) => action.cites.includes(BEYOND)) ? texts.text("sections", BEYOND) : "",
  };
}

/** What is said while the alarm stands. @param {Outcome} outcome @param {Wording} words @returns {ToldAlarm} */
export function toldAlarm(outcome, words) {
  const wording = answeredWording(words, outcome.rulebook, outcome.case.facts);
  return {
    actions: urgentActions(outcome).map((planned) => toldAction(outcome, planned, wording)),
    calls: linesToCall(outcome).map((line) => toldHelpLine(outcome.rulebook, line, wording)),
    invitation: outcome.complete ? "" : invitation(mayFollow(outcome), wording),
  };
}

/** An action of the plan in words. @param {Outcome} outcome @param {Planned} planned @param {Wording} words
 * @returns {ToldAction} */
export function toldAction(outcome, planned, words) {
  const wording = answeredWording(words, outcome.rulebook, outcome.case.facts);
  const { action, rank, basic, because, ledBy } = planned;
  const { rulebook } = outcome;
  const { texts } = wording;
  const helpLines = rulebook.helpLinesUnder(action.id, outcome.case.facts, outcome.findings);
  return {
    id: action.id, rank, basic,
    title: texts.text("actions", action.id, "title"),
    steps: planned.steps.map((step) => wording.shaped("actions", action.id, "steps", step.id)),
    done: texts.get("actions", action.id, "done"),
    followUps: action.followUps.map((one) => followUpInWords(action, one, wording)),
    helpLines: helpLines.map((line) => toldHelpLine(rulebook, line, wording)),
    cited: cited(action.cites, wording), because, ledBy,
    drafts: planned.drafts.map((offered) => toldDraft(offered, wording)),
  };
}

/** A draft in words, its blanks as they stand. @param {Offered} offered @param {Wording} wording
 * @returns {ToldDraft} */
function toldDraft({ draft, parts }, { texts }) {
  const told = parts.map((part) => stripped(texts.text("drafts", draft.id, "parts", part.id)));
  return {
    id: draft.id, title: texts.text("drafts", draft.id, "title"), form: texts.text("drafts", draft.id, "form"),
    parts: told, partIds: parts.map((part) => part.id),
    blanks: blanksIn(told.join("\n")).map((name) => ({ name, text: texts.text("blanks", name) })),
  };
}

/** A help line of the rulebook in words. @param {Rulebook} rulebook @param {HelpLine} line @param {Wording} wording
 * @returns {ToldHelpLine} */
export const toldHelpLine = (rulebook, line, wording) => ({
  id: line.id, name: wording.texts.text("help-lines", line.id, "name"), call: line.call, url: line.url,
  hours: wording.texts.get("help-lines", line.id, "hours"), note: wording.shapedIfAny("help-lines", line.id, "note"),
  checked: rulebook.checked,
});

/** What going on with the questions may bring, as a sentence. @param {readonly Action[]} actions
 * @param {Wording} wording @returns {string} */
function invitation(actions, wording) {
  const quoted = actions.map((action) => (
    wording.say("answer", "quoted", { label: wording.texts.text("actions", action.id, "title") })));
  const titles = quoted.join(wording.say("alarm", "and"));
  return wording.say("alarm", titles ? "go-on-for" : "go-on-anyway", { titles });
}

/** A follow-up as a sentence that says when it is due. @param {Action} action @param {FollowUp} followUp
 * @param {Wording} wording @returns {string} */
function followUpInWords(action, followUp, wording) {
  const days = followUp.after ?? followUp.before;
  const kind = followUp.after === null ? "days-before" : "days-after";
  const text = wording.shaped("actions", action.id, "follow-ups", followUp.id).withAddresses;
  return wording.say("follow-up", days ? kind : "on-the-day", { days, text });
}
