/**
 * Numbers as people write them, wherever they write them (engine/language/number.py). A number with decimals is a whole
 * number of its smallest units: with two, `7.5` is 750.
 */

import { stripped } from "./control_characters.js";

const MOST_DIGITS = 15;
const NUMBER = /^([+＋﹢\-−－﹣‐‑–ー]?)(\p{Nd}+|\p{Nd}{1,3}(?:[,，﹐]\p{Nd}{3})+)(?:[.．﹒](\p{Nd}+))?$/u;
const PLUS = "+＋﹢";
const DIGIT = /^\p{Nd}$/u;

/** The whole number that the text is, or null. @param {string} text @returns {number | null} */
export const wholeNumber = (text) => scaledNumber(text, 0);

/**
 * The number that the text is, of any script and width, in units of which ten to the power of `decimals` make one; null
 * where it is none, has more decimals, or more than 15 digits.
 * @param {string} text @param {number} decimals @returns {number | null}
 */
export function scaledNumber(text, decimals) {
  const written = NUMBER.exec(stripped(text));
  if (!written) return null;
  const [, sign, grouped, after = ""] = written;
  const [whole, fraction] = [[...grouped.replace(/[,，﹐]/gu, "")], [...after]];
  if (fraction.length > decimals || whole.length + decimals > MOST_DIGITS) return null;
  const number = digitsRead([...whole, ...fraction, ..."0".repeat(decimals - fraction.length)].join(""));
  return sign && !PLUS.includes(sign) ? 0 - number : number;
}

/** So many units as one writes them: no zero at the end, and a point only where something follows.
 * @param {number} number @param {number} decimals @returns {string} */
export function writtenNumber(number, decimals) {
  if (!decimals) return String(number);
  const digits = String(Math.abs(number)).padStart(decimals + 1, "0");
  const written = `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, "");
  return number < 0 ? `-${written}` : written;
}

/** What digits of any script say. @param {string} digits @returns {number} */
export const digitsRead = (digits) => [...digits].reduce((whole, digit) => whole * 10 + digitOf(digit), 0);

/** Digits stand in rows of ten, from nought on. @param {string} digit @returns {number} */
function digitOf(digit) {
  const code = /** @type {number} */ (digit.codePointAt(0));
  let first = code;
  while (first > 0 && DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}
