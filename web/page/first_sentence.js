/** The first sentence of a text, and what is left: a card's head says the one, its list the other. */

const ENDS = new Set(["。", "！", "？", ".", "!", "?"]);
const PAIRS = new Map([["「", "」"], ["『", "』"], ["（", "）"], ["(", ")"], ["“", "”"]]);

/**
 * A text in two: a sentence ends at its stop, unless that stands within quotes or brackets, or within a word.
 * @param {string} text @returns {[string, string]}
 */
export function firstSentence(text) {
  /** @type {string[]} */
  const open = [];
  const letters = [...text];
  for (const [at, letter] of letters.entries()) {
    const closing = PAIRS.get(letter);
    if (closing) open.push(closing);
    else if (letter === open[open.length - 1]) open.pop();
    else if (!open.length && ENDS.has(letter) && (letter > "~" || /^(\s|$)/u.test(letters[at + 1] ?? ""))) {
      return [letters.slice(0, at + 1).join(""), letters.slice(at + 1).join("").trim()];
    }
  }
  return [text, ""];
}
