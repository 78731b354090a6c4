/** Numbers and days as the language of a reader writes them (engine/telling/number_words.py). */

/** @import { Question } from "./rulebook.js" */
/** @import { Wording } from "./wording.js" */

import { dayNumber, partsOfDay } from "./day.js";
import { writtenNumber } from "./number.js";

const NUMBER_PLACE = "{number}";
const UNGROUPED = 10_000;

/**
 * A number of the question as it is read: thousands parted, with its unit; or a day. The number is what tests compare.
 * @param {Question} question @param {number} number @param {Wording} wording @returns {string}
 */
export function numberInWords(question, number, wording) {
  if (question.kind === "date") return dayInWords(number, wording);
  const digits = grouped(question, number, wording);
  if (!question.unit) return digits;
  const one = number === 10 ** question.decimals ? wording.texts.get("unit-of-one", question.unit) : "";
  const unit = one || wording.texts.text("units", question.unit);
  return unit.includes(NUMBER_PLACE) ? unit.replaceAll(NUMBER_PLACE, () => digits) : `${digits} ${unit}`;
}

/** A day, by its number, with its month by name where the language does so. @param {number} number
 * @param {Wording} wording @returns {string} */
export function dayInWords(number, wording) {
  const [year, month, day] = partsOfDay(number);
  return wording.say("day", "form", { year, month: wording.say("months", String(month)), day });
}

/** The day that a text is, in words; the text as it stands where it is none. @param {string} text
 * @param {Wording} wording @returns {string} */
export function dateInWords(text, wording) {
  const number = dayNumber(text);
  return number === null ? text : dayInWords(number, wording);
}

/** @param {Question} question @param {number} number @param {Wording} wording @returns {string} */
function grouped(question, number, wording) {
  const [whole, fraction] = writtenNumber(Math.abs(number), question.decimals).split(".");
  const isLong = question.unit || Math.abs(number) >= UNGROUPED * 10 ** question.decimals;
  const thousands = wording.say("number", "thousands");
  const parted = isLong ? whole.replace(/\B(?=(?:[0-9]{3})+$)/g, () => thousands) : whole;
  const after = fraction === undefined ? "" : wording.say("number", "point") + fraction;
  return `${number < 0 ? "-" : ""}${parted}${after}`;
}
