/**
 * What was filled into drafts, by where it stands. A blank has another name in another language, and another place
 * among those of its part, but it stands in the same parts of the same drafts, or nearly.
 */

/** @import { Stage } from "./stage.js" */

import { blanksIn } from "./engine/draft_text.js";

const ALIKE = 0.5;

/**
 * What is filled into a blank, with the parts that it stands in, and its turn among those that stand in the same ones.
 * @typedef {{parts: string[], turn: number, value: string}} Filled
 */

/** For each blank the parts that it stands in. @param {Stage} stage @returns {Map<string, Set<string>>} */
function partsOfBlanks({ consultation: { rulebook }, wording }) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const { id, parts } of rulebook.drafts) {
    for (const part of parts) {
      for (const name of blanksIn(wording.texts.text("drafts", id, "parts", part.id))) {
        found.set(name, (found.get(name) ?? new Set()).add(`${id}/${part.id}`));
      }
    }
  }
  return found;
}

/** How far two blanks stand in the same parts. @param {ReadonlySet<string>} one @param {ReadonlySet<string>} other */
function likeness(one, other) {
  const both = [...one].filter((part) => other.has(part)).length;
  return both / (one.size + other.size - both);
}

/** Those before it that stand in the same parts. @param {string} name @param {Map<string, Set<string>>} blanks */
function turnOf(name, blanks) {
  const names = [...blanks.keys()];
  const parts = /** @type {Set<string>} */ (blanks.get(name));
  return names.slice(0, names.indexOf(name))
    .filter((other) => likeness(parts, blanks.get(other) ?? new Set()) === 1).length;
}

/** What is filled in. @param {Stage} stage @returns {Filled[]} */
export function filledPlaces(stage) {
  const blanks = partsOfBlanks(stage);
  return [...blanks].flatMap(([name, parts]) => {
    const value = stage.consultation.blanks.get(name);
    return value ? [{ parts: [...parts], turn: turnOf(name, blanks), value }] : [];
  });
}

/** Fills it in at the blanks that stand most nearly where it stood, but where anything is already, and nowhere where
 * none stands in half of these parts. @param {Stage} stage @param {readonly Filled[]} filled */
export function fillPlaces(stage, filled) {
  const { blanks } = stage.consultation;
  const here = partsOfBlanks(stage);
  const pairs = filled.flatMap((one) => [...here].map(([name, parts]) => (
    { one, name, alike: likeness(new Set(one.parts), parts), turn: Math.abs(one.turn - turnOf(name, here)) })));
  /** @type {Set<Filled>} */
  const placed = new Set();
  for (const { one, name, alike } of pairs.sort((first, second) => (
    second.alike - first.alike || first.turn - second.turn))) {
    if (alike < ALIKE || placed.has(one) || blanks.has(name)) continue;
    blanks.set(name, one.value);
    placed.add(one);
  }
}
