/**
 * What became of a plan: what is new, what is done, what is no longer right, what still stands
 * (engine/telling/review_parts.py).
 */

/** @import { Outcome, Planned } from "./outcome.js" */
/** @import { Reason } from "./reasons.js" */
/** @import { Action, Step } from "./rulebook.js" */

import { firedReasons, lapsedReasons } from "./reasons.js";

/**
 * An action that is not right any more: the rules that withhold it now, and those that no longer advise it.
 * @typedef {{action: Action, withheldBy: readonly Reason[], lapsed: readonly Reason[]}} NoLonger
 *
 * Of what is new and what still stands the actions are in the plan's order, what is done in that of the days, what is
 * no longer right in that of the plan as it was. `added` are steps that an action has now and had not before.
 * @typedef {{
 *   fresh: readonly Planned[], done: readonly {action: Action, on: string}[], noLonger: readonly NoLonger[],
 *   kept: readonly {planned: Planned, added: readonly Step[]}[],
 * }} ReviewParts
 */

/**
 * What became of the plan of `before` in that of `after`; `done` are the actions ticked, with their days.
 * @param {Outcome} before @param {Outcome} after @param {ReadonlyMap<string, string>} done @returns {ReviewParts}
 */
export function partsOfReview(before, after, done) {
  const [then, now] = [before, after].map(({ plan }) => new Map(plan
    .filter(({ action }) => !done.has(action.id)).map((planned) => [planned.action.id, planned])));
  const ticked = after.rulebook.actions.flatMap((action) => {
    const on = done.get(action.id);
    return on === undefined ? [] : [{ action, on }];
  });
  return {
    fresh: [...now.values()].filter(({ action }) => !then.has(action.id)),
    done: ticked.sort((one, two) => (one.on < two.on ? -1 : Number(one.on > two.on))),
    noLonger: [...then.values()].filter(({ action }) => !now.has(action.id)).map((was) => noLonger(after, was)),
    kept: [...now.values()].flatMap((planned) => {
      const was = then.get(planned.action.id);
      return was ? [{ planned, added: planned.steps.filter((step) => !was.steps.includes(step)) }] : [];
    }),
  };
}

/** @param {Outcome} after @param {Planned} was @returns {NoLonger} */
function noLonger(after, { action, because }) {
  const held = after.withheld.find((one) => one.action === action)?.by ?? [];
  const lapsed = because.filter((rule) => !after.firedIds.has(rule));
  return { action, withheldBy: firedReasons(after, held), lapsed: lapsedReasons(after, lapsed) };
}
