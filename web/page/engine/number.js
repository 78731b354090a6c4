/** Whole numbers as people write them, wherever they write them (engine/language/number.py). */

import { stripped } from "./control_characters.js";

const WHOLE_NUMBER = /^([+＋﹢\-−－﹣‐‑–ー]?)(\p{Nd}{1,9})$/u;
const PLUS = "+＋﹢";
const DIGIT = /^\p{Nd}$/u;

/** The whole number of at most nine digits, of any script and width, that the text is, or null.
 * @param {string} text @returns {number | null} */
export function wholeNumber(text) {
  const written = WHOLE_NUMBER.exec(stripped(text));
  if (!written) return null;
  const number = [...written[2]].reduce((whole, digit) => whole * 10 + digitOf(digit), 0);
  return written[1] && !PLUS.includes(written[1]) ? 0 - number : number;
}

/** Digits stand in rows of ten, from nought on. @param {string} digit @returns {number} */
function digitOf(digit) {
  const code = /** @type {number} */ (digit.codePointAt(0));
  let first = code;
  while (first > 0 && DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}
