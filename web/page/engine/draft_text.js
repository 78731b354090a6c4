/** What the texts of drafts have beside words: blanks that a person fills (engine/reading/draft_text.py). */

import { SPACE } from "./control_characters.js";

const BLANK = new RegExp(String.raw`\{\{([^{}${SPACE}]+)\}\}`, "gu");

/** The names of the blanks (`{{name}}`) in a text, each once, in the order in which they come.
 * @param {string} text @returns {string[]} */
export const blanksIn = (text) => [...new Set([...text.matchAll(BLANK)].map((found) => found[1]))];

/** A text cut at its blanks: words, of which `blank` is empty, and blanks by name.
 * @param {string} text @returns {{text: string, blank: string}[]} */
export function blankParts(text) {
  /** @type {{text: string, blank: string}[]} */
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(BLANK)) {
    parts.push({ text: text.slice(at, found.index), blank: "" }, { text: "", blank: found[1] });
    at = found.index + found[0].length;
  }
  return [...parts, { text: text.slice(at), blank: "" }];
}
