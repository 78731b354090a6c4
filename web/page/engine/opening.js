/**
 * The question that a questionnaire opens with, told without making everything ready: nobody waits for the first one
 * (engine/consulting/opening.py).
 */

/** @import { Logic } from "./prospect.js" */
/** @import { Alarm, Question, Rule, Rulebook } from "./rulebook.js" */

import { everyTest } from "./condition.js";
import { madeAtOnce } from "./prospect.js";

/** @type {WeakMap<Rulebook, Question | null>} */
const openings = new WeakMap();

/**
 * The question asked first of everybody: the first that the alarm rests on, where it decides of the first action that
 * any rule advises in the alarm's phase. Null where it takes more than these to tell.
 * @param {Rulebook} rulebook @returns {Question | null}
 */
export function opening(rulebook) {
  const known = openings.get(rulebook);
  if (known !== undefined) return known;
  const { alarm } = rulebook;
  const told = alarm ? madeAtOnce(alone(rulebook, alarm)).after(new Map()).opening() : null;
  openings.set(rulebook, told);
  return told;
}

/** What the rulebook says of its alarm and of that action; of these it says all.
 * @param {Rulebook} rulebook @param {Alarm} alarm @returns {Logic} */
function alone(rulebook, alarm) {
  const advised = new Set(rulebook.rules.flatMap((rule) => rule.advise));
  const urgent = rulebook.actions.filter(({ id, phase }) => phase === alarm.phase && advised.has(id)).slice(0, 1);
  const deciding = rulebook.rules.filter((rule) => urgent.some(({ id }) => (
    rule.advise.includes(id) || rule.withhold.has(id) || rule.lead.includes(id))));
  const kept = withAllTheyRestOn(rulebook, deciding, alarm.finding);
  const { questions, question, answered, phases, drafts, draft, firstSteps, ledBy } = rulebook;
  return {
    questions, question, answered, phases, drafts, draft, firstSteps, ledBy, alarm, actions: urgent, helpLines: [],
    rules: rulebook.rules.filter((rule) => kept.has(rule)),
    strata: rulebook.strata.map((stratum) => stratum.filter((rule) => kept.has(rule))),
  };
}

/** These rules, and every rule that finds the finding or what one of them rests on.
 * @param {Rulebook} rulebook @param {readonly Rule[]} rules @param {string} finding @returns {Set<Rule>} */
function withAllTheyRestOn(rulebook, rules, finding) {
  const kept = new Set([...rules, ...rulebook.finders.get(finding) ?? []]);
  for (const rule of kept) {
    for (const test of everyTest([rule.condition])) {
      for (const below of rulebook.finders.get(test.finding) ?? []) kept.add(below);
    }
  }
  return kept;
}
