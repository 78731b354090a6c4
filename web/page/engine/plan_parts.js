/** The plan as a person reads it: phase by phase, what is folded, held back, urgent, whom to call (plan_parts.py). */

/** @import { Outcome, Planned, Withheld } from "./outcome.js" */
/** @import { Action, HelpLine } from "./rulebook.js" */

import { undecidedActions } from "./interview.js";
import { listed } from "./rulebook.js";

const MOST_CALLS = 4;
const MOST_EXAMPLES = 2;

/**
 * A phase of the plan: what is shown in full, and the basics of which only the titles are.
 * @typedef {{phase: string, own: readonly Planned[], basics: readonly Planned[]}} PlanPhase
 *
 * The actions that the same rules, named by id, withhold.
 * @typedef {{by: readonly string[], held: readonly Withheld[]}} HeldBack
 */

/** The phases of the plan that hold anything, in order; a basic that the plan leads with counts as own.
 * @param {Outcome} outcome @returns {PlanPhase[]} */
export function planPhases(outcome) {
  const hidden = new Set(foldedBasics(outcome));
  /** @type {Map<string, Planned[]>} */
  const phases = new Map();
  for (const planned of outcome.plan) listed(phases, planned.action.phase, planned);
  return [...phases].map(([phase, here]) => ({
    phase, own: here.filter((one) => !hidden.has(one)), basics: here.filter((one) => hidden.has(one)),
  }));
}

/** The basics whose steps are left out until somebody asks for them. @param {Outcome} outcome @returns {Planned[]} */
export function foldedBasics(outcome) {
  const first = outcome.firstSteps;
  return outcome.plan.filter((planned) => planned.basic && !first.includes(planned));
}

/** The withheld actions, those with the same reasons together; of basics only who is in danger is told that they wait.
 * @param {Outcome} outcome @returns {HeldBack[]} */
export function heldBack(outcome) {
  /** @type {Map<string, Withheld[]>} */
  const groups = new Map();
  for (const held of outcome.withheld) {
    if (outcome.alarmed || !held.advisedBy.every((rule) => outcome.rulebook.rule.get(rule)?.basic)) {
      listed(groups, JSON.stringify(held.by), held);
    }
  }
  return [...groups.values()].map((held) => ({ by: held[0].by, held }));
}

/**
 * The actions that come before everything else while the alarm stands.
 * @param {Outcome} outcome @returns {Planned[]}
 */
export function urgentActions(outcome) {
  const { alarm } = outcome.rulebook;
  return alarm && outcome.alarmed ? outcome.plan.filter((planned) => planned.action.phase === alarm.phase) : [];
}

/** The first help lines under the urgent actions that have a number, each number once, the actions in turns.
 * @param {Outcome} outcome @returns {HelpLine[]} */
export function linesToCall(outcome) {
  const under = urgentActions(outcome).map(({ action }) => outcome.rulebook
    .helpLinesUnder(action.id, outcome.case.facts, outcome.findings).filter((line) => line.call));
  /** @type {Map<string, HelpLine>} */
  const lines = new Map();
  for (let turn = 0; under.some((many) => turn < many.length); turn += 1) {
    for (const line of under.flatMap((many) => many.slice(turn, turn + 1))) {
      if (!lines.has(line.call)) lines.set(line.call, line);
    }
  }
  return [...lines.values()].slice(0, MOST_CALLS);
}

/** Some of the actions that more answers could bring, in the rulebook's order; no more is looked for than is told.
 * @param {Outcome} outcome @returns {Action[]} */
export function mayFollow(outcome) {
  /** @type {Action[]} */
  const told = [];
  for (const action of undecidedActions(outcome.rulebook, outcome.case.answers)) {
    if (!outcome.planned(action.id)) told.push(action);
    if (told.length === MOST_EXAMPLES) break;
  }
  return told;
}
