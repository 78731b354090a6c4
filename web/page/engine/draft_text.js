/** What the texts of drafts have beside words: blanks that a person fills (engine/reading/draft_text.py). */

import { SPACE } from "./control_characters.js";

const BLANK = new RegExp(String.raw`\{\{([^{}${SPACE}]+)\}\}`, "gu");

/** The names of the blanks (`{{name}}`) in a text, each once, in the order in which they come.
 * @param {string} text @returns {string[]} */
export const blanksIn = (text) => [...new Set([...text.matchAll(BLANK)].map((found) => found[1]))];
