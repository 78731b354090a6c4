/**
 * Days as people write them; inside, a day is its number in the calendar that is used today, extended to all times
 * (engine/language/day.py).
 */

import { stripped } from "./control_characters.js";
import { digitsRead } from "./number.js";

const DAY = 86_400_000;
const UNTIL_1970 = 719_163;
const WRITTEN =
  /^(\p{Nd}{4})(?:[-−‐‑–ー/](\p{Nd}{1,2})[-−‐‑–ー/](\p{Nd}{1,2})|年(\p{Nd}{1,2})月(\p{Nd}{1,2})日)$/u;

/**
 * The number of the day that the text is, `2024-04-01`, `2024/4/1` or `2024年4月1日`; null where it is no day. The first
 * of January of the year 1 is 1.
 * @param {string} text @returns {number | null}
 */
export function dayNumber(text) {
  const written = WRITTEN.exec(stripped(text.normalize("NFKC")));
  if (!written) return null;
  const [year, month, day] = [written[1], written[2] ?? written[4], written[3] ?? written[5]].map(digitsRead);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A day that a month does not have falls into another month.
  return year > 0 && date.getUTCMonth() === month - 1 ? date.getTime() / DAY + UNTIL_1970 : null;
}

/** The day of that number as year, month and day. @param {number} number @returns {[number, number, number]} */
export function partsOfDay(number) {
  const date = new Date((number - UNTIL_1970) * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

/** The day of that number as it is written: `2024-04-01`. @param {number} number @returns {string} */
export function writtenDay(number) {
  const [year, ...others] = partsOfDay(number);
  return [String(year).padStart(4, "0"), ...others.map((part) => String(part).padStart(2, "0"))].join("-");
}
