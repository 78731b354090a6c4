/** Control characters in what strangers wrote, and white space as Python knows it (control_characters.py). */

const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]/gu;
/** White space, as a class of characters in an expression has it. */
export const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const AROUND = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");
const LINE_END = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/u;
const ADDRESS = new RegExp(`^[a-zA-Z][a-zA-Z0-9+.-]+:[^${SPACE}<>]+$`, "u");

/**
 * The text with every control character but tabs and line ends written as an escape, as JSON has it.
 * @param {string} text @returns {string}
 */
export const controlsShown = (text) =>
  text.replace(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The text without white space at its ends. @param {string} text @returns {string} */
export const stripped = (text) => text.replace(AROUND, "");

/** The lines of a text. @param {string} text @returns {string[]} */
export function splitLines(text) {
  const lines = text.split(LINE_END);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** Whether the text is an address with a scheme. @param {string} text @returns {boolean} */
export const isAddress = (text) => ADDRESS.test(text);
