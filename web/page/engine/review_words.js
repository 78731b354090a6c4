/** A review in words: what has changed, and the four parts of the plan (engine/telling/review_words.py). */

/** @import { Outcome } from "./outcome.js" */
/** @import { ToldAction } from "./plan_words.js" */
/** @import { Reason } from "./reasons.js" */
/** @import { Rule, Rulebook } from "./rulebook.js" */
/** @import { ShapedText } from "./shaped_text.js" */
/** @import { Wording } from "./wording.js" */

import { dayNumber } from "./day.js";
import { dayInWords } from "./number_words.js";
import { answerInWords, cited } from "./phrasing.js";
import { toldAction } from "./plan_words.js";
import { toldGrounds } from "./reason_words.js";
import { partsOfReview } from "./review_parts.js";
import { answeredWording } from "./value_words.js";

/**
 * @typedef {{sentence: ShapedText, cited: string}} Because
 *
 * An action that is no longer right, and why: what speaks against it, or else what once spoke for it and what stands in
 * the way of that now.
 * @typedef {{
 *   id: string, title: string, against: readonly Because[],
 *   lapsed: readonly {reason: Because, grounds: readonly string[]}[],
 * }} ToldNoLonger
 *
 * `changes` tells each answer that is another one now; `first` are the titles of the first steps that are not done.
 * @typedef {{
 *   changes: readonly string[], first: readonly string[],
 *   fresh: readonly {action: ToldAction, because: readonly Because[]}[],
 *   done: readonly {id: string, title: string, on: string}[], noLonger: readonly ToldNoLonger[],
 *   kept: readonly {id: string, title: string, rank: number, added: readonly ShapedText[]}[],
 * }} ToldReview
 */

/**
 * What became of the plan of `before` in that of `after`; `done` are the actions that are ticked, with their days.
 * @param {Outcome} before @param {Outcome} after @param {ReadonlyMap<string, string>} done @param {Wording} words
 * @returns {ToldReview}
 */
export function toldReview(before, after, done, words) {
  const parts = partsOfReview(before, after, done);
  const { rulebook } = after;
  const once = answeredWording(words, rulebook, before.case.facts);
  const wording = answeredWording(words, rulebook, after.case.facts);
  const { texts } = wording;
  /** @param {string} action */
  const title = (action) => texts.text("actions", action, "title");
  return {
    changes: changes(before, after, wording),
    first: after.firstSteps.filter(({ action }) => !done.has(action.id)).map(({ action }) => title(action.id)),
    fresh: parts.fresh.map((planned) => ({
      action: toldAction(after, planned, wording),
      because: planned.because.map((rule) => because(rulebook, rule, wording)),
    })),
    done: parts.done.map(({ action, on }) => ({
      id: action.id, title: title(action.id), on: dayInWords(/** @type {number} */ (dayNumber(on)), wording),
    })),
    noLonger: parts.noLonger.map(({ action, withheldBy, lapsed }) => ({
      id: action.id, title: title(action.id),
      against: withheldBy.map(({ rule }) => because(rulebook, rule.id, wording)),
      lapsed: (withheldBy.length ? [] : lapsed).map((reason) => lapse(rulebook, reason, wording, once)),
    })),
    kept: parts.kept.map(({ planned: { action, rank }, added }) => ({
      id: action.id, title: title(action.id), rank,
      added: added.map((step) => wording.shaped("actions", action.id, "steps", step.id)),
    })),
  };
}

/** Each answer that counts now and is not as it was. @param {Outcome} before @param {Outcome} after
 * @param {Wording} wording @returns {string[]} */
const changes = (before, after, wording) => after.rulebook.questions.flatMap((question) => {
  const [then, now] = [before, after]
    .map((outcome) => answerInWords(question, outcome.case.facts.get(question.id), wording));
  if (!after.case.facts.has(question.id) || !differs(before, after, question.id)) return [];
  const topic = wording.texts.text("questions", question.id, "topic");
  return [wording.say("what-if", "change", { topic, before: then, after: now })];
});

/** @param {Outcome} before @param {Outcome} after @param {string} question */
function differs(before, after, question) {
  const [then, now] = [before, after].map((outcome) => (
    outcome.case.facts.has(question) ? outcome.case.answers.get(question) : null));
  return JSON.stringify(then) !== JSON.stringify(now);
}

/** In the words of now, but for what once spoke for it. @param {Rulebook} rulebook @param {Reason} reason
 * @param {Wording} wording @param {Wording} once */
const lapse = (rulebook, reason, wording, once) => ({
  reason: because(rulebook, reason.rule.id, once),
  grounds: [...new Set(toldGrounds(reason.grounds, rulebook, wording).map((ground) => ground.sentence))],
});

/** @param {Rulebook} rulebook @param {string} name @param {Wording} wording @returns {Because} */
const because = (rulebook, name, wording) => ({
  sentence: wording.shaped("rules", name),
  cited: cited(/** @type {Rule} */ (rulebook.rule.get(name)).cites, wording),
});
