/**
 * What is at stake in a questionnaire: all that a reader of a plan could see change, and what decides what comes first
 * (engine/consulting/stakes.py). It is listed once, for every logic in which conditions can be read.
 */

/** @import { Condition, Earlier, Test } from "./condition.js" */
/** @import { Logic } from "./logic.js" */
/** @import { Logic as Rulebook } from "./prospect.js" */
/** @import { Action, Rule } from "./rulebook.js" */

import { everyTest } from "./condition.js";
import { CountingLogic, foundIn, meaning } from "./logic.js";
import { listed } from "./rulebook.js";

/**
 * Something of an action that a reader of the plan would see change: it is so where all `parts` hold.
 * @template M
 * @typedef {{
 *   action: Action, parts: readonly M[],
 *   aspect: "planned" | "own" | "led" | "urgent" | "step" | "help-line" | "value" | "draft" | "draft-part",
 * }} Visible
 */

/**
 * A place of the list, taken where all `parts` hold: by the action on its own account, or as a basic.
 * @template M
 * @typedef {{parts: readonly M[]}} Slot
 */

/**
 * All that can be seen; the places of the list in the order of first steps; that the alarm stands, where there is one.
 * @template M
 * @typedef {{visibles: readonly Visible<M>[], slots: readonly Slot<M>[], alarm: readonly M[]}} Stakes
 */

/**
 * When no rule withholds an action; when one advises it; where some that do are basic, when one does that is not; where
 * one can, when one leads it.
 * @template M
 * @typedef {{allowed: M, advised: M, own: readonly M[], led: readonly M[]}} Standing
 */

/**
 * The same with other meanings: `other` gets the parts of everything in turn.
 * @template M, N
 * @param {Stakes<M>} stakes @param {(parts: readonly M[]) => readonly N[]} other @returns {Stakes<N>}
 */
export const withMeanings = ({ visibles, slots, alarm }, other) => ({
  visibles: visibles.map((visible) => ({ ...visible, parts: other(visible.parts) })),
  slots: slots.map((slot) => ({ parts: other(slot.parts) })),
  alarm: alarm.flatMap((part) => other([part])),
});

/** Every test of an answer in the rulebook. @param {Rulebook} rulebook @returns {Test[]} */
export function answerTests(rulebook) {
  const tests = [
    ...everyTest(rulebook.rules.map((rule) => rule.condition)),
    ...rulebook.questions.flatMap((question) => question.onlyIf),
    ...rulebook.actions.flatMap((action) => action.steps.flatMap((step) => step.when)),
    ...everyTest(rulebook.helpLines.map((line) => line.condition)),
    ...everyTest(rulebook.drafts.map((draft) => draft.condition)),
    ...rulebook.drafts.flatMap((draft) => draft.parts.flatMap((part) => part.when)),
  ];
  return tests.filter((test) => test.kind !== "finding");
}

/**
 * What is at stake in the rulebook's questionnaire, read in this logic.
 * @template M @param {Rulebook} rulebook @param {Logic<M>} logic @returns {Stakes<M>}
 */
export function stakes(rulebook, logic) {
  const steps = stakesInSteps(rulebook, logic);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/**
 * The same in small steps, between which a page can breathe.
 * @template M @param {Rulebook} rulebook @param {Logic<M>} plainLogic @returns {Generator<void, Stakes<M>, void>}
 */
export function* stakesInSteps(rulebook, plainLogic) {
  const logic = new CountingLogic(plainLogic, rulebook.questions);
  const { findings, firing } = yield* read(rulebook, logic);
  const standings = yield* standingsOf(rulebook, logic, firing);
  const { alarm } = rulebook;
  const alarmed = alarm ? [foundIn(findings, alarm.finding, logic)] : [];
  const calm = alarmed.map((stands) => plainLogic.negated(stands));
  const urgent = putFirst(rulebook, standings);
  /** @type {Visible<M>[]} */
  const visibles = [];
  for (const action of rulebook.actions) {
    const { allowed, advised, own, led } = of(standings, action);
    const planned = [allowed, advised];
    visibles.push({ action, aspect: "planned", parts: planned });
    if (own.length) visibles.push({ action, aspect: "own", parts: [allowed, ...own] });
    if (led.length) visibles.push({ action, aspect: "led", parts: [...planned, ...led] });
    /** @param {Visible<M>["aspect"]} aspect @param {Condition} condition @param {readonly M[]} within */
    const shown = (aspect, condition, within) => {
      if (!everyTest([condition]).length) return within;
      const parts = [...within, meaning(condition, findings, logic)];
      visibles.push({ action, aspect, parts });
      return parts;
    };
    /** An open question matters where its answer is told.
     * @param {readonly string[]} values @param {readonly M[]} within */
    const told = (values, within) => {
      for (const name of values) {
        visibles.push({ action, aspect: "value", parts: [...within, logic.test(of(rulebook.answered, name))] });
      }
    };
    told(action.values, planned);
    for (const step of action.steps) told(step.values, shown("step", where(step.when), planned));
    for (const line of rulebook.helpLines) {
      if (line.under.includes(action.id)) told(line.values, shown("help-line", line.condition, planned));
    }
    for (const draft of action.drafts.map((name) => of(rulebook.draft, name))) {
      const offered = shown("draft", draft.condition, planned);
      for (const part of draft.parts) shown("draft-part", where(part.when), offered);
    }
    if (urgent.has(action)) visibles.push({ action, aspect: "urgent", parts: [...planned, ...alarmed] });
    yield;
  }
  return { visibles, slots: [...slots(rulebook, plainLogic, standings, urgent, alarmed, calm)], alarm: alarmed };
}

/**
 * What each finding means, and when each rule fires.
 * @template M @param {Rulebook} rulebook @param {Logic<M>} logic
 * @returns {Generator<void, {findings: ReadonlyMap<string, M>, firing: ReadonlyMap<Rule, M>}, void>}
 */
function* read(rulebook, logic) {
  /** @type {Map<string, M>} */ const findings = new Map();
  /** @type {Map<Rule, M>} */ const firing = new Map();
  /** @type {Map<Earlier, M>} */ const taken = new Map();
  for (const stratum of rulebook.strata) {
    for (const rule of stratum) {
      firing.set(rule, meaning(rule.condition, findings, logic, taken));
      yield;
    }
    /** @type {Map<string, M[]>} */ const finding = new Map();
    for (const rule of stratum) for (const found of rule.find) listed(finding, found, of(firing, rule));
    for (const [found, by] of finding) {
      const before = findings.has(found) ? [of(findings, found)] : [];
      findings.set(found, logic.either([...before, ...by]));
      yield;
    }
  }
  return { findings, firing };
}

/**
 * When each action is in the plan, and how.
 * @template M @param {Rulebook} rulebook @param {Logic<M>} logic @param {ReadonlyMap<Rule, M>} firing
 * @returns {Generator<void, ReadonlyMap<Action, Standing<M>>, void>}
 */
function* standingsOf(rulebook, logic, firing) {
  /** @param {readonly Rule[]} rules */
  const fires = (rules) => logic.either(rules.map((rule) => of(firing, rule)));
  /** @type {Map<Action, Standing<M>>} */
  const standings = new Map();
  for (const action of rulebook.actions) {
    const advising = rulebook.rules.filter((rule) => rule.advise.includes(action.id));
    const leading = rulebook.ledBy.get(action.id) ?? [];
    standings.set(action, {
      allowed: logic.negated(fires(rulebook.rules.filter((rule) => rule.withhold.has(action.id)))),
      advised: fires(advising),
      own: advising.some((rule) => rule.basic) ? [fires(advising.filter((rule) => !rule.basic))] : [],
      led: leading.length ? [fires(leading)] : [],
    });
    yield;
  }
  return standings;
}

/**
 * The actions of the alarm's phase, where others can stand before them as long as it does not stand.
 * @template M @param {Rulebook} rulebook @param {ReadonlyMap<Action, Standing<M>>} standings @returns {Set<Action>}
 */
function putFirst(rulebook, standings) {
  const { alarm, actions, phases } = rulebook;
  if (!alarm || !rulebook.firstSteps) return new Set();
  const phase = phases.indexOf(alarm.phase);
  const othersBefore = [...standings].some(([action, { led }]) => led.length || action.phasePosition < phase);
  return new Set(actions.filter((action) => othersBefore && action.phasePosition === phase));
}

/**
 * The places of the list: in each turn phase by phase, own before basic, as declared.
 * @template M
 * @param {Rulebook} rulebook @param {Logic<M>} logic @param {ReadonlyMap<Action, Standing<M>>} standings
 * @param {ReadonlySet<Action>} urgent @param {readonly M[]} alarm @param {readonly M[]} calm
 * @returns {Iterable<Slot<M>>}
 */
function* slots(rulebook, logic, standings, urgent, alarm, calm) {
  const plan = rulebook.phases.flatMap((phase) => {
    const ofPhase = rulebook.actions.filter((action) => action.phase === phase);
    const basics = ofPhase.filter((action) => of(standings, action).own.length);
    return [...ofPhase.map((action) => ({ action, basic: false })),
      ...basics.map((action) => ({ action, basic: true }))];
  });
  /** @param {{action: Action, basic: boolean}} place */
  const taken = ({ action, basic }) => {
    const { allowed, advised, own } = of(standings, action);
    if (basic) return [allowed, advised, ...own.map((part) => logic.negated(part))];
    return [allowed, ...(own.length ? own : [advised])];
  };
  /** @param {Action} action */
  const unlessUrgent = (action) => (urgent.has(action) ? calm : []);
  for (const place of plan) if (urgent.has(place.action)) yield { parts: [...taken(place), ...alarm] };
  for (const place of plan) {
    const { led } = of(standings, place.action);
    if (led.length) yield { parts: [...taken(place), ...led, ...unlessUrgent(place.action)] };
  }
  for (const place of plan) {
    const { led } = of(standings, place.action);
    yield { parts: [...taken(place), ...led.map((part) => logic.negated(part)), ...unlessUrgent(place.action)] };
  }
}

/** Where all of these hold. @param {readonly Test[]} when @returns {Condition} */
const where = (when) => ({ when, any: [], unless: [], earlier: null });

/** What stands under a key that is there. @template K, V @param {ReadonlyMap<K, V>} map @param {K} key @returns {V} */
const of = (map, key) => /** @type {V} */ (map.get(key));
